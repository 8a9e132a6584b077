#include "client/keep/kept_forms.h"

#include "client/strings/export_words.h"
#include "shared/export/calendar.h"
#include "shared/export/fhir.h"
#include "shared/export/meeting_file.h"
#include "shared/export/plan_formats.h"
#include "shared/export/process.h"
#include "shared/meeting/follow_up.h"

namespace samsyn {
namespace {

constexpr std::array<std::string_view, kKeptFormCount> kNames = {
    "html", "docx", "text", "markdown", "json", "template", "fhir", "process", "calendar", "calendar-follow-up"};

// Names within one bundle: they have to be different from others', not hard to guess (SplitMix64).
class NameSource : public RandomSource {
 public:
  explicit NameSource(std::uint64_t seed) : state_(seed) {}
  [[nodiscard]] std::uint64_t Next() override {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }

 private:
  std::uint64_t state_;
};

PlanView ViewOf(const KeepFrom& from, std::optional<ResponsibleBody> body = {}, const std::string& person = {}) {
  return MakePlanView(from.meeting, PlanWordsOf(from.say), {from.now, from.to_local, body, person});
}

MeetingFileWish FileWish(const KeepFrom& from) {
  MeetingFileWish wish;
  wish.now = from.now;
  std::erase_if(wish.documents,
                [&](DocumentKind document) { return !MayRead(from.access, from.me, document, from.now); });
  return wish;
}

}  // namespace

std::string_view NameOf(KeptForm form) { return kNames[static_cast<std::size_t>(form)]; }

std::optional<KeptForm> KeptFormFromName(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<KeptForm>(i);
  }
  return std::nullopt;
}

KeptFile Keep(KeptForm form, const KeepFrom& from) {
  switch (form) {
    case KeptForm::kHtml:
      return {"sip-plan.html", kHtmlType, PlanAsHtml(ViewOf(from))};
    case KeptForm::kDocx:
      return {"sip-plan.docx", kDocxType, PlanAsDocx(ViewOf(from))};
    case KeptForm::kText:
      return {"sip-plan.txt", kTextType, PlanAsText(ViewOf(from))};
    case KeptForm::kMarkdown:
      return {"sip-plan.md", kMarkdownType, PlanAsMarkdown(ViewOf(from))};
    case KeptForm::kJson:
      return {"samsyn-meeting.json", kMeetingFileType, WriteMeetingFile(from.meeting, from.access, FileWish(from))};
    case KeptForm::kTemplate:
      return {"samsyn-template.json", kMeetingFileType, WriteTemplateFile(from.meeting, FileWish(from))};
    case KeptForm::kFhir: {
      NameSource names(from.meeting.Of(DocumentKind::kPlan).Replica() ^ static_cast<std::uint64_t>(from.now));
      return {"sip-plan-fhir.json", kFhirType,
              PlanAsFhir(from.meeting, from.access, PlanWordsOf(from.say), names, {from.now, from.to_local})};
    }
    case KeptForm::kProcess:
      return {"sip-process.json", kProcessType, ProcessFigures(from.meeting, from.access, from.to_local)};
    case KeptForm::kCalendar:
      return KeepCalendar(form, from, from.meeting.Info());
    case KeptForm::kFollowUpCalendar: {
      const FollowUp next = FollowUpOf(from.meeting);
      return KeepCalendar(form, from, {{}, next.date, next.start, next.end, next.place, {}});
    }
  }
  return {};
}

KeptFile KeepCalendar(KeptForm form, const KeepFrom& from, const MeetingInfo& when) {
  constexpr std::int64_t kMinute = 60'000;
  const std::string kind = form == KeptForm::kFollowUpCalendar ? "-follow-up" : "";
  const CalendarEvent event{.uid = from.meeting_id + "-" + std::to_string(from.meeting.Round()) + kind,
                            .sequence = from.now / kMinute,
                            .stamp = from.now,
                            .date = when.date,
                            .start = when.start,
                            .end = when.end,
                            .summary = std::string(from.say(Str::kCalendarSummary)),
                            .location = when.place};
  return {std::string(from.say(Str::kCalendarFileName)), kCalendarType, CalendarFile(event)};
}

std::string TextForBody(const KeepFrom& from, ResponsibleBody body) { return PlanAsText(ViewOf(from, body)); }

std::string TextForPerson(const KeepFrom& from, const std::string& participant) {
  return PlanAsText(ViewOf(from, {}, participant));
}

}  // namespace samsyn
