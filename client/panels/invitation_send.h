// The lower half of the invitation: the person's yes, that it was sent, and what may stand in an e-mail.
#pragma once

#include "client/panels/panel.h"

namespace samsyn {

void DrawLetterApproval(const Panel& panel);
void DrawMail(const Panel& panel);
// Without a name, a reason or a question: an e-mail can be read by others.
[[nodiscard]] std::string MailText(const MeetingInfo& info, const Strings& say);

}  // namespace samsyn
