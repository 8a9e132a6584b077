#include "client/panels/panels.h"

namespace samsyn {

void DrawNeeds(const Panel&) {}

}  // namespace samsyn
