#include "shared/meeting/touches.h"

#include <algorithm>
#include <optional>

#include "shared/meeting/records.h"
#include "shared/meeting/schema.h"

namespace samsyn {
namespace {

struct Target {
  Thing thing = Thing::kMeeting;
  OpId record;
};

constexpr FieldRef kCurrentItem{{}, schema::kPlanCurrentItem};
constexpr Target kWholeVoice{Thing::kVoice, {}};
constexpr Target kWholeMeeting{Thing::kMeeting, {}};

Target ItemOr(OpId item, Target other) { return item.IsNone() ? other : Target{Thing::kItem, item}; }

// Fields that follow by themselves from something else, or pass, or are told in the access log.
bool IsTold(DocumentKind document, FieldRef field) {
  if (!field.record.IsNone()) return true;
  switch (document) {
    case DocumentKind::kPlan:
      return field.field != schema::kPlanCurrentSince && field.field != schema::kPlanPausedBy &&
             field.field != schema::kPlanBegan;
    case DocumentKind::kVoice:
      return field.field != schema::kVoiceConsent && field.field != schema::kVoiceConsentUntil;
    default:
      return true;
  }
}

std::optional<Target> InPlan(const Document& plan, OpId record) {
  switch (plan.KindOf(record)) {
    case schema::kAgendaItem:
      return Target{Thing::kItem, record};
    case schema::kOption:
      return Target{Thing::kOption, record};
    case schema::kWord:
      return ItemOr(RecordAt(plan, record, schema::kWordItem), kWholeMeeting);
    case schema::kDissent:
      return ItemOr(RecordAt(plan, record, schema::kDissentItem), kWholeMeeting);
    case schema::kAcceptance:  // read by itself
    case schema::kCorrection:  // the same
    case schema::kHand:
    case schema::kGoRound:
    case schema::kTurn:
    case schema::kPauseTaken:
    case schema::kFeedback:
      return std::nullopt;
    default:
      return kWholeMeeting;
  }
}

Target InVoice(const Document& voice, OpId record) {
  switch (voice.KindOf(record)) {
    case schema::kQuestion:
      return {Thing::kQuestion, record};
    case schema::kChoice:
      return {Thing::kOption, RecordAt(voice, record, schema::kChoiceOption)};
    case schema::kApproval:
      return ItemOr(RecordAt(voice, record, schema::kApprovalItem), kWholeVoice);
    case schema::kItemWords:
      return ItemOr(RecordAt(voice, record, schema::kItemWordsItem), kWholeVoice);
    default:
      return kWholeVoice;
  }
}

Target InOutcome(const Document& outcome, OpId record) {
  switch (outcome.KindOf(record)) {
    case schema::kCommitment:
      return {Thing::kCommitment, record};
    case schema::kNeed:
      return {Thing::kNeed, record};
    default:
      return kWholeMeeting;
  }
}

std::optional<Target> TargetOf(const Meeting& meeting, DocumentKind document, OpId record) {
  const Document& source = meeting.Of(document);
  if (document == DocumentKind::kVoice) return record.IsNone() ? kWholeVoice : InVoice(source, record);
  if (record.IsNone()) return kWholeMeeting;
  return document == DocumentKind::kPlan ? InPlan(source, record) : InOutcome(source, record);
}

// A record that came is the thing itself, not something that was written under an item.
bool IsThing(const Document& document, const Target& target, OpId record) {
  return target.record == record && document.Exists(record);
}

Thing ThingOf(const Meeting& meeting, OpId record) {
  if (meeting.Of(DocumentKind::kPlan).KindOf(record) == schema::kAgendaItem) return Thing::kItem;
  return InOutcome(meeting.Of(DocumentKind::kOutcome), record).thing;
}

}  // namespace

// One update that is read.
class TouchReader::One {
 public:
  One(const Meeting& meeting, DocumentKind kind, const Update& update, std::map<OpId, OpId>& accepted)
      : meeting_(meeting), kind_(kind), document_(meeting.Of(kind)), update_(update), accepted_(accepted) {}

  std::vector<Touched> touched;

  void ReadAll(const ChangeSet& changes) {
    goes_on_ = kind_ == DocumentKind::kPlan && std::any_of(changes.begin(), changes.end(), [](const Change& change) {
                 return change.kind == Change::Kind::kField && change.where == kCurrentItem;
               });
    for (const Change& change : changes) {
      if (change.author == update_.replica) Read(change);
    }
  }

 private:
  void Read(const Change& change) {
    switch (change.kind) {
      case Change::Kind::kText:
        return Note(change.where.record, Touch::kWrote);
      case Change::Kind::kField:
        return ReadField(change.where);
      case Change::Kind::kOrder:
        return ReadOrder(change);
    }
  }
  void Push(const Touched& one) {
    if (std::find(touched.begin(), touched.end(), one) == touched.end()) touched.push_back(one);
  }
  void Note(OpId record, Touch how) {
    const auto target = TargetOf(meeting_, kind_, record);
    if (!target) return;
    // A word, a dissent: what stands under an item is written in the item, whatever becomes of it.
    const bool is_under = target->thing == Thing::kItem && target->record != record && how == Touch::kChanged;
    Push({target->thing, target->record, is_under ? Touch::kWrote : how});
  }

  void ReadField(FieldRef field) {
    if (!IsTold(kind_, field)) return;
    const std::uint32_t kind = document_.KindOf(field.record);
    const OpId named = RecordAt(document_, field.record, field.field);
    if (kind_ == DocumentKind::kPlan && field == kCurrentItem) {
      if (!named.IsNone()) Push({Thing::kItem, named, Touch::kWentTo});
      return;
    }
    // The item that is left is done, which goes with it.
    if (goes_on_ && kind == schema::kAgendaItem && field.field == schema::kItemDone) return;
    if (kind_ == DocumentKind::kPlan && kind == schema::kAcceptance) return ReadAcceptance(field, named);
    if (kind_ == DocumentKind::kPlan && kind == schema::kCorrection) return ReadCorrection(field, named);
    if (kind_ == DocumentKind::kPlan && kind == schema::kParticipant && field.field == schema::kParticipantBoxKey) {
      return;  // a link was replaced
    }
    if (kind_ == DocumentKind::kVoice && kind == schema::kApproval) return ReadApproval(field);
    Note(field.record, field.field == kDeletedField ? DeletedOrRestored(field.record) : Touch::kChanged);
  }

  Touch DeletedOrRestored(OpId record) const {
    const auto target = TargetOf(meeting_, kind_, record);
    if (!target || !IsThing(document_, *target, record)) return Touch::kChanged;
    return document_.IsDeleted(record) ? Touch::kRemoved : Touch::kRestored;
  }

  void ReadAcceptance(FieldRef field, OpId commitment) {
    if (field.field != schema::kAcceptanceCommitment) return;
    if (!commitment.IsNone()) {
      accepted_[field.record] = commitment;
      return Push({Thing::kCommitment, commitment, Touch::kSaidYes});
    }
    const auto before = accepted_.find(field.record);
    if (before == accepted_.end()) return;
    Push({Thing::kCommitment, before->second, Touch::kTookYesBack});
    accepted_.erase(before);
  }
  void ReadCorrection(FieldRef field, OpId about) {
    if (field.field != schema::kCorrectionAbout || about.IsNone()) return;
    Push({ThingOf(meeting_, about), about, Touch::kCorrected});
  }
  void ReadApproval(FieldRef field) {
    const bool is_back = field.field == kDeletedField && document_.IsDeleted(field.record);
    if (is_back) return Note(field.record, Touch::kTookYesBack);
    if (field.field == schema::kApprovalText) Note(field.record, Touch::kApproved);
  }

  // Which item of the list came or moved is not said; it has this update's operations as its name or its place.
  void ReadOrder(const Change& change) {
    const auto is_of_this = [&](OpId operation) {
      return operation.replica == update_.replica && operation.counter >= update_.counter;
    };
    for (const OpId record : document_.AllItems(change.where)) {
      const auto target = TargetOf(meeting_, kind_, record);
      if (!target) continue;
      if (is_of_this(record)) {
        const bool is_thing = IsThing(document_, *target, record);
        // What comes under an item is told when something is written in it.
        if (is_thing) Push({target->thing, target->record, Touch::kCame});
        if (target->record.IsNone()) Push({target->thing, {}, Touch::kChanged});
      } else if (is_of_this(document_.LastMove(record))) {
        Push({target->thing, target->record, target->record.IsNone() ? Touch::kChanged : Touch::kMoved});
      }
    }
  }

  const Meeting& meeting_;
  DocumentKind kind_;
  const Document& document_;
  const Update& update_;
  std::map<OpId, OpId>& accepted_;
  bool goes_on_ = false;  // from one item to another
};

std::vector<Touched> TouchReader::Read(const Meeting& after, DocumentKind document, const Update& update,
                                       const ChangeSet& changes) {
  One one(after, document, update, accepted_);
  one.ReadAll(changes);
  return std::move(one.touched);
}

OpId ItemOf(const Meeting& meeting, Thing thing, OpId record) {
  const Document& plan = meeting.Of(DocumentKind::kPlan);
  const Document& outcome = meeting.Of(DocumentKind::kOutcome);
  switch (thing) {
    case Thing::kItem:
      return record;
    case Thing::kCommitment:
      return RecordAt(outcome, record, schema::kCommitmentItem);
    case Thing::kNeed:
      return RecordAt(outcome, record, schema::kNeedItem);
    case Thing::kOption:
      return RecordAt(plan, record, schema::kOptionItem);
    case Thing::kQuestion:
      return FindRecord(plan, {kRootRecord, schema::kPlanAgenda}, schema::kItemQuestion, record);
    case Thing::kVoice:
    case Thing::kMeeting:
      break;
  }
  return {};
}

}  // namespace samsyn
