// What HTML and XML have in common: the signs that mean something there.
#pragma once

#include <string>

namespace samsyn {

// One letter, or one byte of one, as text between tags or inside quotes.
inline void AppendEscaped(std::string& markup, char letter) {
  switch (letter) {
    case '&':
      markup += "&amp;";
      break;
    case '<':
      markup += "&lt;";
      break;
    case '>':
      markup += "&gt;";
      break;
    case '"':
      markup += "&quot;";
      break;
    default:
      markup += letter;
  }
}

}  // namespace samsyn
