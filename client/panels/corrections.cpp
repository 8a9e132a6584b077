#include "client/panels/panels.h"

namespace samsyn {

void DrawCorrections(const Panel&, OpId, const std::string&) {}

}  // namespace samsyn
