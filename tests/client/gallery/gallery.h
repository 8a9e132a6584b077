// Every widget on one page, laid out as the meeting mockup. To look at and to measure; not part of the product.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "client/widgets/ui.h"

namespace samsyn {

class Gallery {
 public:
  void Frame(Ui& ui);

  std::string notes =
      "Två alternativ: mer boendestöd på morgonen, eller träffpunkten på förmiddagen. Noor väljer boendestöd och vill "
      "prova träffpunkten senare.\nTove bokar läkartid om sömn och medicin. Medicinen har inte setts";
  std::string title = "Hur får jag en dygnsrytm?";
  int pressed = 0;
  std::size_t chosen = 0;
  std::size_t tab = 0;
  bool checked = false;
  bool dialog = false;
  bool item_gone = false;

 private:
  void TopBar(Ui& ui);
  void Agenda(Ui& ui);
  void Middle(Ui& ui);
  void Outcomes(Ui& ui);
  void BottomBar(Ui& ui);
  void Ask(Ui& ui);
  void Phone(Ui& ui);
};

}  // namespace samsyn
