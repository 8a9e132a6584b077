#include "shared/meeting/pictures.h"

#include <algorithm>

#include "shared/meeting/meeting.h"
#include "shared/meeting/schema.h"

namespace samsyn {

std::string KnownPicture(std::string_view picture) {
  const bool known = std::find(kItemPictures.begin(), kItemPictures.end(), picture) != kItemPictures.end();
  return known ? std::string(picture) : std::string();
}

Rule SetItemPicture(Meeting& meeting, const Actor& actor, OpId item, const std::string& picture) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kPlan); rule != Rule::kNone) return rule;
  meeting.Of(DocumentKind::kPlan).Set({item, schema::kItemPicture}, KnownPicture(picture));
  return Rule::kNone;
}

}  // namespace samsyn
