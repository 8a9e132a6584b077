#include "shared/export/fhir.h"

#include <algorithm>
#include <array>
#include <map>

#include "shared/base/trimmed.h"
#include "shared/base/utf8.h"
#include "shared/export/json.h"
#include "shared/export/plan_reader.h"
#include "shared/meeting/dates.h"
#include "shared/meeting/follow_up.h"
#include "shared/meeting/needs.h"
#include "shared/meeting/summary.h"
#include "shared/meeting/voice.h"

namespace samsyn {
namespace {

// The status of CarePlan.activity, in the order of Standing.
constexpr std::array<const char*, 8> kActivityStatus = {"not-started", "not-started", "scheduled",   "on-hold",
                                                        "completed",   "stopped",     "in-progress", "cancelled"};

// FHIR's strings hold no signs but tab and line breaks below a space, and are never blank.
std::string Word(const std::string& text) {
  std::string word;
  for (const char letter : text) {
    if (static_cast<unsigned char>(letter) >= 0x20 || letter == '\n' || letter == '\t') word += letter;
  }
  return std::string(Trimmed(word));
}

class Bundle4 {
 public:
  Bundle4(const Meeting& meeting, const MeetingAccess& access, const PlanWords& say, RandomSource& random,
          const FhirWish& wish)
      : meeting_(meeting),
        access_(access),
        say_(say),
        random_(random),
        wish_(wish),
        read_{meeting, say, wish.to_local} {}

  std::string Make() {
    person_ = read_.PersonId();
    patient_ = NewName();
    for (const Participant& who : meeting_.Participants()) Name(who.id, who.id == person_ ? patient_ : NewName());
    AddPeople();
    AddBodies();
    const std::string team = AddTeam();
    AddGoals();
    AddPlan(team);
    AddConsent();
    AddDissents();
    Json bundle = {{"resourceType", "Bundle"}, {"type", "collection"}, {"timestamp", IsoInstant(wish_.now)}};
    bundle["entry"] = std::move(entries_);
    return JsonText(bundle);
  }

 private:
  // RFC 4122, version 4.
  std::string NewName() {
    constexpr const char* kDigits = "0123456789abcdef";
    std::uint64_t bits[2] = {random_.Next(), random_.Next()};
    std::string name = "urn:uuid:";
    for (int i = 0; i < 32; ++i) {
      auto digit = static_cast<unsigned>((bits[i / 16] >> (4 * (i % 16))) & 0xF);
      if (i == 12) digit = 4;
      if (i == 16) digit = 8 | (digit & 3);
      if (i == 8 || i == 12 || i == 16 || i == 20) name += '-';
      name += kDigits[digit];
    }
    return name;
  }
  void Name(const std::string& participant, const std::string& name) { people_.emplace(participant, name); }
  [[nodiscard]] Json Reference(const std::string& name, const std::string& display) const {
    Json reference = {{"reference", name}};
    if (const std::string word = Word(display); !word.empty()) reference["display"] = word;
    return reference;
  }
  [[nodiscard]] Json PersonReference(const std::string& participant) const {
    const auto found = people_.find(participant);
    const std::string name = Word(read_.NameOf(participant));
    return found == people_.end() ? Json{{"display", name}} : Reference(found->second, name);
  }
  void Add(const std::string& name, Json resource) {
    entries_.push_back({{"fullUrl", name}, {"resource", std::move(resource)}});
  }
  static void Put(Json& json, const char* member, const std::string& text) {
    if (std::string word = Word(text); !word.empty()) json[member] = std::move(word);
  }
  static void PutDate(Json& json, const char* member, const std::string& date) {
    if (ParseStoredDate(date)) json[member] = date;
  }

  // The person is the Patient; whoever helps privately is a RelatedPerson, the others are Practitioners.
  void AddPeople() {
    for (const Participant& who : meeting_.Participants()) {
      const std::string& name = people_.at(who.id);
      if (name_added_[name]++ > 0) continue;
      const bool related = who.role == Role::kSupporter || who.role == Role::kRelative || who.role == Role::kGuardian;
      Json person = {{"resourceType", who.id == person_ ? "Patient" : related ? "RelatedPerson" : "Practitioner"}};
      if (related) person["patient"] = Reference(patient_, {});
      if (const std::string text = Word(who.name); !text.empty()) person["name"] = Json::array({{{"text", text}}});
      if (related) person["relationship"] = Json::array({Concept(say_.Of(PlanWord::kRoleIndividual, who.role))});
      Add(name, std::move(person));
    }
  }

  static Json Concept(const std::string& text) { return {{"text", Word(text)}}; }
  static Json Coded(const char* system, const char* code) {
    return {{"coding", Json::array({{{"system", system}, {"code", code}}})}};
  }

  void AddBodies() {
    for (const Commitment& commitment : meeting_.Commitments()) NeedBody(commitment.body);
    NeedBody(OverallOf(meeting_).body);
  }
  void NeedBody(ResponsibleBody body) {
    const bool is_organisation =
        body == ResponsibleBody::kMunicipality || body == ResponsibleBody::kRegion || body == ResponsibleBody::kOther;
    if (!is_organisation || bodies_.contains(body)) return;
    const std::string name = NewName();
    bodies_.emplace(body, name);
    Add(name, {{"resourceType", "Organization"}, {"name", Word(BodyNameIn(meeting_, say_, body))}});
  }

  std::string AddTeam() {
    Json participants = Json::array();
    for (const Participant& who : meeting_.Participants()) {
      Json member = Json::object();
      std::string role = say_.Of(PlanWord::kRoleIndividual, who.role);
      for (const std::string& work : {who.title, who.organisation}) {
        if (!IsBlank(work)) role += ", " + work;
      }
      member["role"] = Json::array({Concept(role)});
      member["member"] = PersonReference(who.id);
      participants.push_back(std::move(member));
    }
    Json team = {{"resourceType", "CareTeam"}, {"status", "active"}, {"subject", Reference(patient_, {})}};
    Put(team, "name", read_.TitleOr(meeting_.Info().title));
    if (!participants.empty()) team["participant"] = std::move(participants);
    const auto overall = bodies_.find(OverallOf(meeting_).body);
    if (overall != bodies_.end()) {
      team["managingOrganization"] =
          Json::array({Reference(overall->second, BodyNameIn(meeting_, say_, overall->first))});
    }
    const std::string name = NewName();
    Add(name, std::move(team));
    return name;
  }

  void AddGoals() {
    for (const Goal& goal : GoalsOf(meeting_)) {
      if (Word(goal.text).empty()) continue;
      Json json = {{"resourceType", "Goal"},
                   {"lifecycleStatus", "accepted"},
                   {"description", Concept(goal.text)},
                   {"subject", Reference(patient_, {})},
                   {"expressedBy", Reference(patient_, {})}};
      Json target = Json::object();
      if (!Word(goal.measure).empty()) {
        target["measure"] = Concept(goal.measure);
        target["detailString"] = Word(goal.measure);
      }
      PutDate(target, "dueDate", goal.latest);
      if (!target.empty()) json["target"] = Json::array({std::move(target)});
      const std::string name = NewName();
      goals_.emplace(goal.record, name);
      Add(name, std::move(json));
    }
  }

  void AddPlan(const std::string& team) {
    Json plan = {{"resourceType", "CarePlan"},
                 {"status", IsClosed(meeting_) ? "active" : "draft"},
                 {"intent", "plan"},
                 {"category", Json::array({Concept(say_(PlanWord::kPlanName))})},
                 {"subject", Reference(patient_, {})}};
    Put(plan, "title", read_.TitleOr(meeting_.Info().title));
    Put(plan, "description", meeting_.Info().purpose);
    Json period = Json::object();
    PutDate(period, "start", meeting_.Info().date);
    const FollowUp follow_up = FollowUpOf(meeting_);
    // A period does not end before it begins.
    if (!period.contains("start") || follow_up.date >= meeting_.Info().date) PutDate(period, "end", follow_up.date);
    if (!period.empty()) plan["period"] = std::move(period);
    plan["careTeam"] = Json::array({Reference(team, {})});
    Json goals = Json::array();
    for (const auto& [record, name] : goals_) goals.push_back(Reference(name, {}));
    if (!goals.empty()) plan["goal"] = std::move(goals);
    Json activities = Json::array();
    for (const Commitment& commitment : meeting_.Commitments()) activities.push_back(Activity(commitment));
    if (!activities.empty()) plan["activity"] = std::move(activities);
    AddNotes(plan);
    Add(NewName(), std::move(plan));
  }

  // The person's own words come first.
  void AddNotes(Json& plan) {
    Json notes = Json::array();
    const auto note = [&](const std::string& text, bool by_person) {
      if (Word(text).empty()) return;
      Json json = Json::object();
      if (by_person) json["authorReference"] = Reference(patient_, {});
      json["text"] = Word(text);
      notes.push_back(std::move(json));
    };
    note(TextOf(meeting_, VoiceText::kOwnWords), true);
    for (const Need& need : NeedsOf(meeting_)) {
      std::string text = say_(PlanWord::kNeeds) + ": " + read_.TitleOr(need.what) + "\n";
      text +=
          need.carrier.empty() ? say_(PlanWord::kNobodyCarries) : say_(PlanWord::kCarries, read_.NameOf(need.carrier));
      if (!IsBlank(need.next)) text += "\n" + say_(PlanWord::kNeedNext, need.next);
      note(text, false);
    }
    if (!notes.empty()) plan["note"] = std::move(notes);
  }

  Json Activity(const Commitment& commitment) {
    Json detail = Json::object();
    detail["code"] = Concept(read_.TitleOr(commitment.what));
    if (const auto goal = goals_.find(commitment.goal); goal != goals_.end()) {
      detail["goal"] = Json::array({Reference(goal->second, {})});
    }
    detail["status"] = kActivityStatus[static_cast<std::size_t>(commitment.standing)];
    detail["statusReason"] = Concept(read_.StandingOf(commitment));
    Json period = Json::object();
    PutDate(period, "start", commitment.start);
    const bool ends = !commitment.open_ended && (!period.contains("start") || commitment.latest >= commitment.start);
    if (ends) PutDate(period, "end", commitment.latest);
    if (!period.empty()) {
      detail["scheduledPeriod"] = std::move(period);
    } else {
      Put(detail, "scheduledString", read_.WhenOf(commitment));
    }
    Json performers = Json::array();
    if (!commitment.owner.empty()) performers.push_back(PersonReference(commitment.owner));
    if (const auto body = bodies_.find(commitment.body); body != bodies_.end()) {
      performers.push_back(Reference(body->second, BodyNameIn(meeting_, say_, commitment.body)));
    }
    if (!performers.empty()) detail["performer"] = std::move(performers);
    std::string description;
    for (const std::string& line : read_.LinesOf(commitment)) description += line + "\n";
    Put(detail, "description", description);
    return {{"detail", std::move(detail)}};
  }

  void AddConsent() {
    if (access_.consent == Consent::kNotAsked) return;
    const bool active = access_.consent == Consent::kGiven && !ConsentIsMissing(access_, wish_.now);
    Json consent = {{"resourceType", "Consent"},
                    {"status", active ? "active" : "inactive"},
                    {"scope", Coded("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy")},
                    {"category", Json::array({Coded("http://loinc.org", "59284-0")})},
                    {"patient", Reference(patient_, {})}};
    if (access_.consent_changed > 0) consent["dateTime"] = IsoInstant(access_.consent_changed);
    // FHIR asks for a policy or a rule: it is the person's word and nothing else.
    consent["policyRule"] = Concept(say_(PlanWord::kPlanName));
    Json provision = {{"type", active ? "permit" : "deny"}};
    if (access_.consent_until > 0) provision["period"] = {{"end", IsoInstant(access_.consent_until)}};
    consent["provision"] = std::move(provision);
    Add(NewName(), std::move(consent));
  }

  // Who thinks otherwise is heard wherever the plan goes.
  void AddDissents() {
    for (const Dissent& dissent : DissentsOf(meeting_)) {
      if (Word(dissent.text).empty()) continue;
      Json communication = {{"resourceType", "Communication"},
                            {"status", "completed"},
                            {"category", Json::array({Concept(say_(PlanWord::kDissents))})},
                            {"subject", Reference(patient_, {})}};
      if (people_.contains(dissent.writer)) communication["sender"] = PersonReference(dissent.writer);
      communication["payload"] = Json::array({{{"contentString", Word(dissent.text)}}});
      Add(NewName(), std::move(communication));
    }
  }

  const Meeting& meeting_;
  const MeetingAccess& access_;
  const PlanWords& say_;
  RandomSource& random_;
  const FhirWish& wish_;
  PlanReader read_;
  std::string person_;
  std::string patient_;
  std::map<std::string, std::string> people_;
  std::map<std::string, int> name_added_;
  std::map<ResponsibleBody, std::string> bodies_;
  std::map<OpId, std::string> goals_;
  Json entries_ = Json::array();
};

}  // namespace

std::string PlanAsFhir(const Meeting& meeting, const MeetingAccess& access, const PlanWords& words,
                       RandomSource& random, const FhirWish& wish) {
  return Bundle4(meeting, access, words, random, wish).Make();
}

}  // namespace samsyn
