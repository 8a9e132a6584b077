#include "shared/export/meeting_fields.h"

#include "shared/meeting/schema.h"

namespace samsyn {
namespace {

using Type = FieldType;
constexpr DocumentKind kInPlan = DocumentKind::kPlan;
constexpr DocumentKind kInVoice = DocumentKind::kVoice;
constexpr DocumentKind kInOutcome = DocumentKind::kOutcome;

constexpr FileField Named(FieldNumber number, std::string_view name, std::span<const std::string_view> names) {
  return {number, name, Type::kName, names};
}
constexpr FileField To(DocumentKind target, FieldNumber number, std::string_view name) {
  return {number, name, Type::kRecord, {}, target};
}

// --- plan ---

constexpr FileField kPlan[] = {
    {schema::kPlanTitle, "title"},
    {schema::kPlanDate, "date"},
    {schema::kPlanStart, "start"},
    {schema::kPlanEnd, "end"},
    {schema::kPlanPlace, "place"},
    {schema::kPlanPurpose, "purpose"},
    To(kInPlan, schema::kPlanCurrentItem, "current_item"),
    {schema::kPlanCurrentSince, "current_since", Type::kInteger},
    {schema::kPlanPausedBy, "paused_by"},
    Named(schema::kPlanPhase, "phase", kPhaseNames),
    Named(schema::kPlanTemplate, "template", kTemplateNames),
    Named(schema::kPlanNeeded, "needed", kNeededNames),
    {schema::kPlanMunicipality, "municipality"},
    {schema::kPlanRegion, "region"},
    {schema::kPlanRound, "round", Type::kInteger},
    {schema::kPlanInvitationSent, "invitation_sent", Type::kInteger},
    {schema::kPlanInvitation, "invitation", Type::kText},
    {schema::kPlanBegan, "began", Type::kInteger},
};
constexpr FileField kParticipant[] = {
    {schema::kParticipantId, "participant"},
    {schema::kParticipantName, "name"},
    Named(schema::kParticipantRole, "role", kRoleNames),
    {schema::kParticipantTitle, "title"},
    {schema::kParticipantOrganisation, "organisation"},
    Named(schema::kParticipantMandate, "mandate", kMandateNames),
    {schema::kParticipantMandateText, "mandate_text"},
};
constexpr FileField kItem[] = {
    {schema::kItemTitle, "title", Type::kText},
    {schema::kItemNotes, "notes", Type::kText},
    {schema::kItemMinutes, "minutes", Type::kInteger},
    {schema::kItemDone, "done", Type::kFlag},
    {schema::kItemIsSub, "is_sub", Type::kFlag},
    To(kInVoice, schema::kItemQuestion, "question"),
    {schema::kItemLead, "lead"},
    {schema::kItemShared, "shared", Type::kInteger},
    {schema::kItemUnknown, "unknown", Type::kFlag},
    {schema::kItemPicture, "picture"},
    {schema::kItemRound, "round", Type::kInteger},
};
constexpr FileField kAcceptance[] = {
    To(kInOutcome, schema::kAcceptanceCommitment, "commitment"),
    {schema::kAcceptanceTerms, "terms"},
};
constexpr FileField kHand[] = {{schema::kHandParticipant, "participant"}};
constexpr FileField kOption[] = {
    To(kInPlan, schema::kOptionItem, "item"),
    {schema::kOptionWhat, "what", Type::kText},
    {schema::kOptionGood, "good", Type::kText},
    {schema::kOptionHard, "hard", Type::kText},
};
constexpr FileField kWord[] = {
    {schema::kWordWord, "word"},
    {schema::kWordMeaning, "meaning", Type::kText},
    To(kInPlan, schema::kWordItem, "item"),
};
constexpr FileField kGoRound[] = {
    To(kInPlan, schema::kGoRoundItem, "item"),
    {schema::kGoRoundEnded, "ended", Type::kFlag},
};
constexpr FileField kTurn[] = {
    To(kInPlan, schema::kTurnGoRound, "go_round"),
    {schema::kTurnParticipant, "participant"},
    {schema::kTurnPassed, "passed", Type::kFlag},
};
constexpr FileField kDissent[] = {
    {schema::kDissentText, "text"},
    To(kInPlan, schema::kDissentItem, "item"),
    {schema::kDissentRound, "round", Type::kInteger},
};
constexpr FileField kCorrection[] = {
    {schema::kCorrectionAbout, "about", Type::kAgreed},
    {schema::kCorrectionText, "text"},
    {schema::kCorrectionAt, "at", Type::kInteger},
};
constexpr FileField kFeedback[] = {
    {schema::kFeedbackOccasion, "occasion", Type::kInteger},
    {schema::kFeedbackListened, "listened", Type::kInteger},
    {schema::kFeedbackUnderstood, "understood", Type::kInteger},
    {schema::kFeedbackDecided, "decided", Type::kInteger},
    {schema::kFeedbackSafe, "safe", Type::kInteger},
    {schema::kFeedbackComment, "comment"},
};
constexpr FileField kPause[] = {
    To(kInPlan, schema::kPauseItem, "item"),
    {schema::kPauseAt, "at", Type::kInteger},
};
constexpr FileList kPlanLists[] = {
    {schema::kPlanParticipants, "participants", schema::kParticipant, kParticipant},
    {schema::kPlanAgenda, "agenda", schema::kAgendaItem, kItem},
    {schema::kPlanAcceptances, "acceptances", schema::kAcceptance, kAcceptance},
    {schema::kPlanHands, "hands", schema::kHand, kHand},
    {schema::kPlanOptions, "options", schema::kOption, kOption},
    {schema::kPlanWords, "words", schema::kWord, kWord},
    {schema::kPlanGoRounds, "go_rounds", schema::kGoRound, kGoRound},
    {schema::kPlanTurns, "turns", schema::kTurn, kTurn},
    {schema::kPlanDissents, "dissents", schema::kDissent, kDissent},
    {schema::kPlanCorrections, "corrections", schema::kCorrection, kCorrection},
    {schema::kPlanFeedback, "feedback", schema::kFeedback, kFeedback},
    {schema::kPlanPausesTaken, "pauses", schema::kPauseTaken, kPause},
};

// --- voice ---

constexpr FileField kVoice[] = {
    {schema::kVoiceAvoid, "avoid", Type::kText},
    {schema::kVoiceStrengths, "strengths", Type::kText},
    {schema::kVoiceOwnWords, "own_words", Type::kText},
    Named(schema::kVoiceConsent, "consent", kConsentNames),
    {schema::kVoiceConsentUntil, "consent_until", Type::kInteger},
    {schema::kVoiceTry, "try", Type::kText},
    {schema::kVoiceScope, "scope", Type::kText},
    {schema::kVoiceBreakAfter, "break_after", Type::kInteger},
    {schema::kVoiceCalm, "calm", Type::kFlag},
    {schema::kVoiceShortTexts, "short_texts", Type::kFlag},
    {schema::kVoicePictures, "pictures", Type::kFlag},
    {schema::kVoiceInterpreter, "interpreter", Type::kText},
    {schema::kVoiceMeetMe, "meet_me", Type::kText},
    {schema::kVoiceTrusted, "trusted"},
    {schema::kVoiceInvitationApproved, "invitation_approved"},
    {schema::kVoicePlanApproved, "plan_approved"},
    {schema::kVoicePlanApprovedAt, "plan_approved_at", Type::kInteger},
};
constexpr FileField kQuestion[] = {{schema::kQuestionText, "text", Type::kText}};
constexpr FileField kGoal[] = {
    {schema::kGoalText, "text", Type::kText},        Named(schema::kGoalTerm, "term", kGoalTermNames),
    {schema::kGoalMeasure, "measure", Type::kText},  {schema::kGoalLatest, "latest"},
    To(kInVoice, schema::kGoalQuestion, "question"),
};
constexpr FileField kWish[] = {
    {schema::kWishName, "name", Type::kText},
    {schema::kWishParticipant, "participant"},
    Named(schema::kWishAnswer, "answer", kAnswerNames),
    {schema::kWishLimit, "limit", Type::kText},
};
constexpr FileField kChoice[] = {
    To(kInPlan, schema::kChoiceOption, "option"),
    Named(schema::kChoiceAnswer, "answer", kChoiceNames),
    {schema::kChoiceMatters, "matters", Type::kText},
    {schema::kChoiceBecause, "because", Type::kText},
};
constexpr FileField kApproval[] = {
    To(kInPlan, schema::kApprovalItem, "item"),
    {schema::kApprovalText, "text"},
};
constexpr FileField kItemWords[] = {
    To(kInPlan, schema::kItemWordsItem, "item"),
    {schema::kItemWordsText, "text", Type::kText},
};
constexpr FileList kVoiceLists[] = {
    {schema::kVoiceQuestions, "questions", schema::kQuestion, kQuestion},
    {schema::kVoiceGoals, "goals", schema::kGoal, kGoal},
    {schema::kVoiceWishes, "wishes", schema::kWish, kWish},
    {schema::kVoiceChoices, "choices", schema::kChoice, kChoice},
    {schema::kVoiceApprovals, "approvals", schema::kApproval, kApproval},
    {schema::kVoiceItemWords, "item_words", schema::kItemWords, kItemWords},
};

// --- outcome ---

constexpr FileField kOutcome[] = {
    Named(schema::kOutcomeBody, "body", kBodyNames),
    {schema::kOutcomeResponsible, "responsible"},
};
constexpr FileField kCommitment[] = {
    {schema::kCommitmentWhat, "what", Type::kText},
    {schema::kCommitmentOwner, "owner"},
    Named(schema::kCommitmentBody, "body", kBodyNames),
    {schema::kCommitmentStart, "start"},
    {schema::kCommitmentLatest, "latest"},
    Named(schema::kCommitmentState, "state", kCommitmentStateNames),
    To(kInPlan, schema::kCommitmentItem, "item"),
    To(kInVoice, schema::kCommitmentGoal, "goal"),
    To(kInOutcome, schema::kCommitmentAfter, "after"),
    {schema::kCommitmentOpenEnded, "open_ended", Type::kFlag},
    {schema::kCommitmentVoluntary, "voluntary", Type::kFlag},
    {schema::kCommitmentCondition, "is_condition", Type::kFlag},
    {schema::kCommitmentWhy, "why", Type::kText},
    {schema::kCommitmentNewOwner, "new_owner"},
    {schema::kCommitmentDoneDate, "done_date"},
    {schema::kCommitmentRound, "round", Type::kInteger},
    {schema::kCommitmentStateRound, "state_round", Type::kInteger},
};
constexpr FileField kNeed[] = {
    {schema::kNeedWhat, "what", Type::kText},
    {schema::kNeedTried, "tried"},
    {schema::kNeedReason, "reason", Type::kText},
    {schema::kNeedCarrier, "carrier"},
    {schema::kNeedNext, "next", Type::kText},
    {schema::kNeedLatest, "latest"},
    To(kInPlan, schema::kNeedItem, "item"),
    Named(schema::kNeedState, "state", kNeedStateNames),
    {schema::kNeedComment, "comment", Type::kText},
    {schema::kNeedRound, "round", Type::kInteger},
    {schema::kNeedStateRound, "state_round", Type::kInteger},
};
constexpr FileField kRoundEnd[] = {
    {schema::kRoundEndRound, "round", Type::kInteger},
    {schema::kFollowUpDate, "follow_up_date"},
    {schema::kFollowUpStart, "follow_up_start"},
    {schema::kFollowUpEnd, "follow_up_end"},
    {schema::kFollowUpPlace, "follow_up_place"},
    {schema::kFollowUpCaller, "follow_up_caller"},
    {schema::kFollowUpContact, "follow_up_contact"},
    {schema::kClosedAt, "closed_at", Type::kInteger},
    {schema::kClosedBy, "closed_by"},
    {schema::kClosedReason, "closed_reason"},
    {schema::kFollowUpEndedAt, "follow_up_ended_at", Type::kInteger},
};
constexpr FileList kOutcomeLists[] = {
    {schema::kOutcomeCommitments, "commitments", schema::kCommitment, kCommitment},
    {schema::kOutcomeNeeds, "needs", schema::kNeed, kNeed},
    {schema::kOutcomeRoundEnds, "round_ends", schema::kRoundEnd, kRoundEnd},
};

// --- item 1 to 4 ---

constexpr FileField kShared[] = {
    {schema::kSharedTitle, "title"},     {schema::kSharedQuestion, "question"},
    {schema::kSharedMeeting, "meeting"}, {schema::kSharedDate, "date"},
    {schema::kSharedStart, "start"},     {schema::kSharedEnd, "end"},
    {schema::kSharedPlace, "place"},     {schema::kSharedNotes, "notes", Type::kText},
};
constexpr FileList kSharedLists[] = {
    {schema::kSharedPeople, "people", schema::kParticipant, kParticipant},
};

constexpr FileDocumentLayout kPlanLayout{kPlan, kPlanLists, std::nullopt, {}};
constexpr FileDocumentLayout kVoiceLayout{kVoice, kVoiceLists, schema::kVoiceFollowUpWords, "follow_up_words"};
constexpr FileDocumentLayout kOutcomeLayout{kOutcome, kOutcomeLists, std::nullopt, {}};
constexpr FileDocumentLayout kSharedLayout{kShared, kSharedLists, std::nullopt, {}};

}  // namespace

const FileDocumentLayout& LayoutOf(DocumentKind document) {
  switch (document) {
    case DocumentKind::kPlan:
      return kPlanLayout;
    case DocumentKind::kVoice:
      return kVoiceLayout;
    case DocumentKind::kOutcome:
      return kOutcomeLayout;
    default:
      return kSharedLayout;
  }
}

}  // namespace samsyn
