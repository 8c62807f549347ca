// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/delivery.h"
#include "base/fault.h"
#include "base/files.h"
#include "base/text.h"

namespace zakonwatch {

std::unique_ptr<Mailer> make_mailer(Environment& environment) {
  const Config::Mail& mail = environment.config().mail;
  if (mail.transport == "maildir")
    return make_maildir_mailer(mail.maildir.empty() ? environment.state() / "outbox" : mail.maildir);
  if (mail.transport == "sendmail") return make_sendmail_mailer(mail.sendmail);
  std::string password;
  if (!mail.smtp_password_file.empty())
    password = std::string(trim(value_or_throw(read_file(mail.smtp_password_file))));
  return value_or_throw(make_smtp_mailer({.url = mail.smtp_url,
                                          .tls = mail.smtp_tls,
                                          .user = mail.smtp_user,
                                          .password = password,
                                          .ca_file = mail.smtp_ca_file}));
}

}  // namespace zakonwatch
