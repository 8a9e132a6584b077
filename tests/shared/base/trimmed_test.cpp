#include "shared/base/trimmed.h"

#include <doctest/doctest.h>

namespace samsyn {

TEST_CASE("white space goes from both ends and stays inside") {
  CHECK(Trimmed(" \t a b\r\n") == "a b");
  CHECK(Trimmed("å") == "å");
  CHECK(Trimmed("").empty());
  CHECK(Trimmed(" \r\n\t").empty());
}

}  // namespace samsyn
