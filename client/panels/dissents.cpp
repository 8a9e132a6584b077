#include "client/panels/panels.h"

namespace samsyn {

void DrawDissents(const Panel&) {}

}  // namespace samsyn
