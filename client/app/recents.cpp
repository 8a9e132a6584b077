#include "client/app/recents.h"

#include <algorithm>
#include <string>

#include "shared/crypto/invitation.h"

namespace samsyn {
namespace {

constexpr std::size_t kMost = 20;
constexpr std::string_view kSetting = "recents";

// A line each: the fragment, a tab, the title.
void Save(Platform& platform, const std::vector<RecentMeeting>& meetings) {
  std::string lines;
  for (const RecentMeeting& meeting : meetings) {
    std::string title = meeting.title;
    std::replace_if(
        title.begin(), title.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
    lines += meeting.fragment + "\t" + title + "\n";
  }
  platform.SaveSetting(kSetting, lines);
}

}  // namespace

std::vector<RecentMeeting> LoadRecents(Platform& platform) {
  const std::string lines = platform.LoadSetting(kSetting);
  std::vector<RecentMeeting> meetings;
  for (std::size_t at = 0; at < lines.size() && meetings.size() < kMost;) {
    const std::size_t end = std::min(lines.find('\n', at), lines.size());
    const std::string line = lines.substr(at, end - at);
    const std::size_t tab = line.find('\t');
    if (tab != std::string::npos && line.starts_with('#')) {
      meetings.push_back({line.substr(0, tab), line.substr(tab + 1)});
    }
    at = end + 1;
  }
  return meetings;
}

std::vector<std::string> Remember(Platform& platform, const RecentMeeting& meeting) {
  std::vector<RecentMeeting> meetings = LoadRecents(platform);
  std::erase_if(meetings, [&](const RecentMeeting& any) { return any.fragment == meeting.fragment; });
  meetings.insert(meetings.begin(), meeting);
  std::vector<std::string> forgotten;
  for (; meetings.size() > kMost; meetings.pop_back()) forgotten.push_back(meetings.back().fragment);
  Save(platform, meetings);
  return forgotten;
}

void Forget(Platform& platform, const std::string& fragment) {
  std::vector<RecentMeeting> meetings = LoadRecents(platform);
  if (std::erase_if(meetings, [&](const RecentMeeting& any) { return any.fragment == fragment; }) > 0) {
    Save(platform, meetings);
  }
}

std::string DeviceNameOf(std::string_view fragment) {
  const Result<Invitation> invitation = ReadInvitation(fragment);
  if (!invitation) return {};
  constexpr std::size_t kTold = 16;
  return HexOf(DeriveLinkKeys(invitation.Value()).box_public).substr(0, kTold);
}

}  // namespace samsyn
