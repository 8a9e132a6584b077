#include "client/panels/panels.h"

namespace samsyn {

void DrawFeedback(const Panel&) {}
void DrawLastFeedback(const Panel&) {}

}  // namespace samsyn
