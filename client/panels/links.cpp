#include <algorithm>

#include "client/panels/deciding.h"
#include "client/panels/panels.h"
#include "client/widgets/text_change.h"
#include "shared/base/utf8.h"

namespace samsyn {
namespace {

// Nobody is invited as the person, and the secretary's pen is handed over.
constexpr Role kInvitedRoles[] = {Role::kProfessional, Role::kInvited, Role::kRelative,    Role::kSupporter,
                                  Role::kGuardian,     Role::kChair,   Role::kInterpreter, Role::kObserver};

bool HasPassed(const Panel& panel, std::int64_t time) { return time != 0 && panel.state.RelayNow() >= time; }

// What there is to choose from: the whole meeting, or one item and nothing else.
struct Views {
  std::vector<std::string> names;
  std::vector<OpId> items;
};

Views ViewsOf(const Panel& panel) {
  Views views{{std::string(panel.say(Str::kSeesAll))}, {OpId{}}};
  for (const AgendaItem& item : panel.state.meeting->Agenda()) {
    views.names.push_back(panel.say(Str::kSeesItem, item.number + " " + TitleOrUntitled(item.title, panel.say)));
    views.items.push_back(item.record);
  }
  return views;
}

// The item somebody sees now who sees nothing else.
OpId SeenItem(const Panel& panel, const ParticipantAccess& access) {
  for (const AgendaItem& item : panel.state.meeting->Agenda()) {
    if (access.only_item && item.shared == access.only_item) return item.record;
  }
  return {};
}

// The new view, when another one is chosen.
std::optional<OpId> ChooseView(const Panel& panel, OpId chosen, std::string_view label, Extent width = {}) {
  const Views views = ViewsOf(panel);
  const auto now = std::find(views.items.begin(), views.items.end(), chosen);
  const auto choice = panel.ui.Select("sees", {.label = label,
                                               .options = views.names,
                                               .chosen = static_cast<std::size_t>(now - views.items.begin()),
                                               .show_label = true,
                                               .width = width});
  if (!choice) return std::nullopt;
  return views.items[*choice];
}

void DrawLinkState(const Panel& panel, const ParticipantAccess& access) {
  if (access.revoked) return panel.ui.Pill(panel.say(Str::kLinkRevoked), PillKind::kStop, Icon::kClose);
  if (HasPassed(panel, access.expires_at)) {
    return panel.ui.Pill(panel.say(Str::kLinkExpired), PillKind::kWarning, Icon::kWarning);
  }
  if (access.expires_at != 0) {
    const std::string when = MomentText(access.expires_at, panel.state, panel.say);
    return panel.ui.Pill(panel.say(Str::kLinkExpires, when), PillKind::kWarning);
  }
  panel.ui.Pill(panel.say(Str::kLinkWorks), PillKind::kOk, Icon::kCheck);
}

void DrawShownLink(const Panel& panel, const Participant& participant) {
  const std::string link = panel.state.LinkOf(participant.id);
  if (panel.state.shown_link != participant.id || link.empty()) return;
  auto card = panel.ui.Card("shown", CardKind::kPlain, {}, {.gap = 12});
  // Several lines, as a link that runs out of sight cannot be checked.
  (void)panel.ui.TextField("address", {.label = panel.say(Str::kLinkAddress, participant.name),
                                       .text = link,
                                       .multiline = true,
                                       .show_label = true,
                                       .read_only = true});
  {
    auto row = panel.ui.Wrap();
    if (panel.ui.Button("copy", {.label = panel.say(Str::kCopyLink), .kind = ButtonKind::kPrimary})) {
      panel.Want(intent::CopyLink{participant.id});
    }
  }
  {
    auto row = panel.ui.Row({.align = Align::kStart});
    panel.ui.QrCode(panel.say(Str::kQrCode, participant.name), link);
  }
  panel.ui.Text(panel.say(Str::kQrAbout, participant.name), kMutedText);
}

void DrawOwnLink(const Panel& panel) {
  const Question question{Question::About::kNewLink, panel.state.me};
  {
    auto buttons = panel.ui.Wrap();
    AskButton(panel, "new", question, {.label = panel.say(Str::kMyNewLink)});
  }
  DrawQuestion(panel, question,
               {panel.say(Str::kAskMyNewLink), panel.say(Str::kAskMyNewLinkYes), decision::NewLink{panel.state.me}});
}

void DrawLinkButtons(const Panel& panel, const Participant& participant, const ParticipantAccess& access) {
  const bool known = !access.revoked && !panel.state.LinkOf(participant.id).empty();
  // The person's own link is theirs alone to change.
  const bool may_change = access.role != Role::kIndividual;
  const OpId seen = SeenItem(panel, access);
  const Question new_link{Question::About::kNewLink, participant.id, seen};
  const Question revoke{Question::About::kRevoke, participant.id};
  if (!known) {
    panel.ui.Text(panel.say(Str::kLinkUnknown), kMutedText);
    if (!may_change) return;
  }
  {
    auto buttons = panel.ui.Wrap();
    const bool shown = panel.state.shown_link == participant.id;
    const std::string show_name = panel.say(Str::kShowLinkName, participant.name);
    if (known && panel.ui.Button("show", {.label = panel.say(Str::kShowLink),
                                          .name = show_name,
                                          .expanded = shown ? Tristate::kTrue : Tristate::kFalse})) {
      panel.Want(intent::ShowLink{shown ? std::string() : participant.id});
    }
    if (may_change) {
      const std::string new_name = panel.say(Str::kNewLinkName, participant.name);
      AskButton(panel, "new", new_link, {.label = panel.say(Str::kNewLink), .name = new_name});
    }
    if (may_change && !access.revoked) {
      const std::string revoke_name = panel.say(Str::kRevokeLinkName, participant.name);
      AskButton(panel, "revoke", revoke,
                {.label = panel.say(Str::kRevokeLink), .name = revoke_name, .kind = ButtonKind::kDanger});
    }
  }
  DrawQuestion(panel, new_link,
               {panel.say(Str::kAskNewLink, participant.name), panel.say(Str::kAskNewLinkYes),
                decision::NewLink{participant.id, panel.state.question.only_item}});
  DrawQuestion(
      panel, revoke,
      {panel.say(Str::kAskRevoke, participant.name), panel.say(Str::kAskRevokeYes), decision::Revoke{participant.id}});
  DrawShownLink(panel, participant);
  // Another view takes another link: the old one has opened what it should open no longer.
  if (may_change && access.role != Role::kChair && !access.revoked) {
    const std::string label = panel.say(Str::kSees, participant.name);
    const auto view = ChooseView(panel, seen, label);
    if (view) panel.Want(intent::Ask{{Question::About::kNewLink, participant.id, *view}});
  }
}

void DrawParticipant(const Panel& panel, const Participant& participant, const ParticipantAccess& access) {
  auto item = panel.ui.ListItem(RecordKey("link", participant.record), CardKind::kPlain, {.gap = 8});
  {
    auto row = panel.ui.Wrap({.align = Align::kCenter});
    panel.ui.Avatar(Initials(participant.name), PersonTone(panel.state.IndexOf(participant.id)), {});
    std::string name = participant.name;
    if (participant.id == panel.state.me) name += " (" + std::string(panel.say(Str::kYou)) + ")";
    panel.ui.Text(name, {.weight = Weight::kBold, .width = Fit()});
    panel.ui.Text(RoleNameNow(participant, panel.state, panel.say),
                  {.size = TextSize::kMuted, .tone = Tone::kSoft, .width = Fit()});
    DrawLinkState(panel, access);
  }
  if (participant.id == panel.state.me) return DrawOwnLink(panel);
  DrawLinkButtons(panel, participant, access);
}

void DrawInvitedText(const Panel& panel, Key key, Str label, std::string InvitedDraft::*part) {
  const TextFieldResult field = panel.ui.TextField(
      key, {.label = panel.say(label), .text = panel.state.invited.*part, .show_label = true, .max_code_points = 100});
  if (field.splices.empty()) return;
  InvitedDraft changed = panel.state.invited;
  changed.*part = Spliced(changed.*part, field.splices);
  panel.Want(intent::ChangeInvited{changed});
}

void DrawInvite(const Panel& panel) {
  auto card = panel.ui.Card("invite", CardKind::kPlain, {}, {.gap = 12});
  panel.ui.Heading(3, panel.say(Str::kInviteTitle));
  const InvitedDraft& invited = panel.state.invited;
  DrawInvitedText(panel, "name", Str::kInviteName, &InvitedDraft::name);
  DrawInvitedText(panel, "title", Str::kInviteJob, &InvitedDraft::title);
  DrawInvitedText(panel, "organisation", Str::kInviteOrganisation, &InvitedDraft::organisation);
  std::vector<std::string> options;
  std::size_t chosen = 0;
  for (const Role role : kInvitedRoles) {
    if (role == invited.role) chosen = options.size();
    options.push_back(RoleNameOf(role, panel.say));
  }
  if (const auto choice = panel.ui.Select(
          "role", {.label = panel.say(Str::kInviteRole), .options = options, .chosen = chosen, .show_label = true})) {
    InvitedDraft changed = invited;
    changed.role = kInvitedRoles[*choice];
    panel.Want(intent::ChangeInvited{changed});
  }
  if (invited.role != Role::kChair) {
    if (const auto view = ChooseView(panel, invited.only_item, panel.say(Str::kInviteSees))) {
      InvitedDraft changed = invited;
      changed.only_item = *view;
      panel.Want(intent::ChangeInvited{changed});
    }
  }
  const bool named = !IsBlank(invited.name);
  auto row = panel.ui.Wrap();
  if (DecisionButton(panel, "invite",
                     {.label = panel.say(Str::kInvite),
                      .description = named ? std::string_view() : panel.say(Str::kInviteNoName),
                      .kind = ButtonKind::kPrimary,
                      .icon = Icon::kPlus,
                      .disabled = !named && !panel.ui.IsFocused("invite")}) &&
      named) {
    const OpId only_item = invited.role == Role::kChair ? OpId{} : invited.only_item;
    panel.Want(
        intent::Decide{decision::Invite{invited.name, invited.role, only_item, invited.title, invited.organisation}});
  }
}

}  // namespace

void DrawLinks(const Panel& panel) {
  panel.ui.Text(panel.say(Str::kLinksAbout), kMutedText);
  {
    auto list = panel.ui.List("links", panel.say(Str::kLinks), {.gap = 8});
    for (const Participant& participant : panel.state.meeting->Participants()) {
      if (const ParticipantAccess* access = panel.state.access.Find(participant.id)) {
        DrawParticipant(panel, participant, *access);
      }
    }
  }
  DrawInvite(panel);
}

std::string LinksInShort(const Panel& panel) {
  const auto& all = panel.state.access.participants;
  const auto works = std::count_if(all.begin(), all.end(), [&](const ParticipantAccess& access) {
    return !access.revoked && !HasPassed(panel, access.expires_at);
  });
  return panel.say(Str::kLinksCount, std::to_string(works));
}

}  // namespace samsyn
