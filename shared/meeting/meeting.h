// A meeting: its three documents, read as a SIP and edited by what people do.
//
// Reading gives plain values (model.h). Editing changes this copy's documents; the caller takes their updates. Whether
// the writer may write is the relay's question (wire/roles.h); rules that follow from the content are here. Owns its
// documents.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "shared/document/document.h"
#include "shared/document/undo_stack.h"
#include "shared/meeting/model.h"
#include "shared/wire/access.h"

namespace samsyn {

class Meeting {
 public:
  explicit Meeting(ReplicaId replica);

  [[nodiscard]] Document& Of(DocumentKind kind) { return *documents_[static_cast<std::size_t>(kind)].document; }
  [[nodiscard]] const Document& Of(DocumentKind kind) const {
    return *documents_[static_cast<std::size_t>(kind)].document;
  }
  [[nodiscard]] UndoStack& UndoOf(DocumentKind kind) { return *documents_[static_cast<std::size_t>(kind)].undo; }
  // A document as it was, instead of the one that is here: for looking back.
  void Put(DocumentKind kind, std::unique_ptr<Document> document) {
    auto undo = std::make_unique<UndoStack>(*document);
    documents_[static_cast<std::size_t>(kind)] = {std::move(document), std::move(undo)};
  }

  // Who writes with a replica, as the relay stamps it. Needed to judge acceptances.
  void NoteWriter(ReplicaId replica, const std::string& participant) { writer_of_[replica] = participant; }
  // Empty when unknown.
  [[nodiscard]] std::string WriterOf(ReplicaId replica) const;

  // --- Reading ---

  [[nodiscard]] MeetingInfo Info() const;
  [[nodiscard]] std::vector<Participant> Participants() const;
  [[nodiscard]] std::optional<Participant> FindParticipant(const std::string& id) const;
  // Of this round: items of earlier ones are history.
  [[nodiscard]] std::vector<AgendaItem> Agenda() const;
  [[nodiscard]] std::vector<AgendaItem> DeletedAgenda() const;
  [[nodiscard]] OpId CurrentItem() const;  // none: not begun, or the item is deleted
  // When the current item began: milliseconds since 1970 UTC, 0 if unknown.
  [[nodiscard]] std::int64_t CurrentSince() const;
  // 0 for the first meeting and its follow-up, then 1, 2, …
  [[nodiscard]] std::int64_t Round() const;
  // When this round's meeting began: the same, 0 if it has not.
  [[nodiscard]] std::int64_t Began() const;
  // Of this round, and what earlier ones have left open.
  [[nodiscard]] std::vector<Commitment> Commitments() const;
  [[nodiscard]] std::vector<Commitment> DeletedCommitments() const;
  [[nodiscard]] std::string AvoidTopics() const;
  [[nodiscard]] std::string PausedBy() const;                  // a participant id; empty: not paused
  [[nodiscard]] std::vector<std::string> RaisedHands() const;  // participant ids, first raised first

  // An item as it was shared. Whoever sees no more has the meeting's time and place and its people from there, too.
  [[nodiscard]] SharedItem ReadSharedItem(DocumentKind item) const;
  [[nodiscard]] static FieldRef SharedNotes();

  // What the person has said in voice; the relay's word is what counts for who gets in.
  [[nodiscard]] Consent SaidConsent() const;
  [[nodiscard]] std::int64_t SaidConsentUntil() const;  // milliseconds since 1970 UTC; 0: no end
  // The secret of a participant's link; empty when it is not known here.
  [[nodiscard]] std::string LinkOf(const std::string& participant) const;

  // The texts people edit together.
  [[nodiscard]] static FieldRef TitleOf(OpId item);
  [[nodiscard]] static FieldRef NotesOf(OpId item);
  [[nodiscard]] static FieldRef WhatOf(OpId commitment);
  [[nodiscard]] static FieldRef WhyOf(OpId commitment);
  [[nodiscard]] static FieldRef AsideNotes();

  // --- Editing: plan ---

  void SetInfo(const MeetingInfo& info);
  OpId AddParticipant(const Participant& participant);
  void SetBoxKey(OpId participant, const std::string& key);
  // After `previous` (none: last).
  OpId AddAgendaItem(const std::string& title, std::int64_t minutes, OpId previous);
  void SetMinutes(OpId item, std::int64_t minutes);
  void SetLead(OpId item, const std::string& participant);
  void SetQuestion(OpId item, OpId question);
  void SetDone(OpId item, bool done);
  // The meeting is on this item now; the one it leaves is done.
  void GoTo(OpId item, std::int64_t wall_clock);
  // The item after the current one, or the first; none at the end.
  [[nodiscard]] OpId NextItem() const;
  void MoveItem(OpId item, std::size_t index);
  // Gives the item a document of its own, for those who may see this item and nothing else. The notes in the plan stay
  // where they are. Nothing when all item documents are in use.
  std::optional<DocumentKind> ShareItem(OpId item);
  // Somebody new whom those who see only this item meet there.
  void AddToSharedItem(DocumentKind item, const Participant& participant);
  void SetPaused(const std::string& participant);  // empty: go on
  void RaiseHand(const std::string& participant);
  void LowerHand(const std::string& participant);

  // --- Editing: voice ---

  OpId AddQuestion(const std::string& text);
  void SetAvoidTopics(const std::string& text);

  void SetConsent(Consent consent, std::int64_t until);

  // --- Editing: links ---

  void SetLink(const std::string& participant, const std::string& secret);

  // --- Editing: outcome ---

  OpId AddCommitment(const std::string& what, OpId item);
  void SetOwner(OpId commitment, const std::string& participant);
  void SetBody(OpId commitment, ResponsibleBody body);
  void SetStart(OpId commitment, const std::string& date);
  void SetLatest(OpId commitment, const std::string& date);
  void SetState(OpId commitment, CommitmentState state);

  // "Jag tar det": the owner's own yes (in plan, where they may write), or taking it back.
  void Accept(OpId commitment);
  void TakeBack(OpId commitment);

 private:
  struct Slot {
    std::unique_ptr<Document> document;
    std::unique_ptr<UndoStack> undo;
  };
  [[nodiscard]] Document& Plan() { return Of(DocumentKind::kPlan); }
  [[nodiscard]] const Document& Plan() const { return Of(DocumentKind::kPlan); }
  [[nodiscard]] std::vector<AgendaItem> ReadAgenda(const std::vector<OpId>& records) const;
  [[nodiscard]] std::optional<DocumentKind> ItemDocumentOf(OpId item) const;
  void FillSharedItem(DocumentKind document, OpId item);
  // The item document this copy has instead of a plan; null: it has a plan, or nothing.
  [[nodiscard]] const Document* OnlyItem() const;
  [[nodiscard]] Commitment ReadCommitment(OpId record) const;
  [[nodiscard]] Standing StandingOf(const Commitment& commitment, bool owner_said_yes) const;
  struct Yes {
    std::string participant;
    std::string terms;  // what was said yes to: commitments.h
  };
  // Who has said yes to it, first of all first.
  [[nodiscard]] std::vector<Yes> AcceptedBy(OpId commitment) const;

  std::array<Slot, kDocumentKindCount> documents_;
  std::unordered_map<ReplicaId, std::string> writer_of_;
};

inline const Document& PlanOf(const Meeting& meeting) { return meeting.Of(DocumentKind::kPlan); }
inline Document& PlanOf(Meeting& meeting) { return meeting.Of(DocumentKind::kPlan); }
inline const Document& VoiceOf(const Meeting& meeting) { return meeting.Of(DocumentKind::kVoice); }
inline Document& VoiceOf(Meeting& meeting) { return meeting.Of(DocumentKind::kVoice); }

}  // namespace samsyn
