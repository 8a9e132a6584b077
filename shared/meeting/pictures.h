// Picture support: what an agenda item can show beside its title, for those who read pictures better than words.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "shared/document/operation.h"
#include "shared/meeting/actor.h"

namespace samsyn {

class Meeting;

// Emoji, as every device draws them. Only these are shown, whatever somebody's client has written.
inline constexpr std::array<std::string_view, 24> kItemPictures = {
    "😴", "☀️", "🏠", "💼",       "🎓", "💰", "💊", "🩺",   "🧠", "❤️", "👪",      "🤝",
    "💬", "☎️", "🚌", "🍽️", "🐕", "🚶", "🎨", "⚖️", "📄",    "📅",      "⏸️", "❓"};

// The picture, or nothing when it is not one of ours.
[[nodiscard]] std::string KnownPicture(std::string_view picture);

// Empty: no picture any more. By everybody who writes in the plan.
[[nodiscard]] Rule SetItemPicture(Meeting& meeting, const Actor& actor, OpId item, const std::string& picture);

}  // namespace samsyn
