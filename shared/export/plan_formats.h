// The forms a plan is kept in. What people wrote is text in all of them, whatever signs are in it.
#pragma once

#include <string>

#include "shared/export/plan_view.h"

namespace samsyn {

// One page that needs nothing else and asks nobody for anything; on paper A4 with numbered pages.
[[nodiscard]] std::string PlanAsHtml(const PlanView& plan);
inline constexpr const char* kHtmlType = "text/html;charset=utf-8";

// CommonMark, without HTML in it.
[[nodiscard]] std::string PlanAsMarkdown(const PlanView& plan);
inline constexpr const char* kMarkdownType = "text/markdown;charset=utf-8";

// For narrow fields: no line is longer for our sake, no signs but "- ".
[[nodiscard]] std::string PlanAsText(const PlanView& plan);
inline constexpr const char* kTextType = "text/plain;charset=utf-8";

// Office Open XML (ECMA-376, transitional), as Word and LibreOffice read it: bytes. Empty when memory ran out.
[[nodiscard]] std::string PlanAsDocx(const PlanView& plan);
inline constexpr const char* kDocxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

}  // namespace samsyn
