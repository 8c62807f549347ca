// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <set>

#include "alerts/mailer.h"
#include "base/content_hash.h"
#include "base/files.h"
#include "base/text.h"

namespace zakonwatch {
namespace {

namespace fs = std::filesystem;

// The Message-ID of a message, or the whole message where it has none: what makes a delivery this one.
std::string_view identity_of(std::string_view message) {
  const std::string_view head = message.substr(0, message.find("\r\n\r\n"));
  for (std::string_view line : lines(head))
    if (starts_with_nocase(line, "message-id:")) return trim(line.substr(11));
  return message;
}

struct Descriptor {
  int fd = -1;
  explicit Descriptor(int opened) : fd(opened) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd >= 0) close(fd);
  }
};

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

bool write_synced(const fs::path& file, std::string_view bytes) {
  const Descriptor out(open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
  return out.fd >= 0 && write_all(out.fd, bytes) && fsync(out.fd) == 0;
}

// Messages that their reader's client has moved to cur/ ("<name>:2,<flags>"). Read again only when the folder
// has changed: a backlog of thousands must not read it once per mail.
class ReadMessages {
 public:
  explicit ReadMessages(fs::path folder) : folder_(std::move(folder)) {}
  bool contain(const std::string& name) {
    struct stat now {};
    const bool readable = stat(folder_.c_str(), &now) == 0;
    if (readable && (now.st_mtim.tv_sec != seen_.tv_sec || now.st_mtim.tv_nsec != seen_.tv_nsec)) load();
    seen_ = now.st_mtim;
    return names_.contains(name);
  }

 private:
  void load() {
    names_.clear();
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder_, error)) {
      const std::string name = entry.path().filename().string();
      names_.insert(name.substr(0, name.find(':')));
    }
  }

  fs::path folder_;
  timespec seen_{};
  std::set<std::string> names_;
};

class MaildirMailer final : public Mailer {
 public:
  explicit MaildirMailer(fs::path maildir) : maildir_(std::move(maildir)), read_(maildir_ / "cur") {}

  std::optional<DeliveryError> send(const std::string&, const std::string& to,
                                    const std::string& message) override {
    if (!make_folders()) return problem("cannot make the Maildir");
    const std::string name = "zw-" + sha256_hex(std::string(identity_of(message)) + "\n" + to).substr(0, 40);
    if (read_.contain(name)) return {};
    const fs::path draft = maildir_ / "tmp" / name;
    if (!write_synced(draft, replace_all(message, "\r\n", "\n")))
      return problem("cannot write to the Maildir");
    if (rename(draft.c_str(), (maildir_ / "new" / name).c_str()) != 0)
      return problem("cannot deliver to the Maildir");
    fsync_directory(maildir_ / "new");
    return {};
  }

 private:
  bool make_folders() {
    std::error_code error;
    for (const char* folder : {"tmp", "new", "cur"}) {
      fs::create_directories(maildir_ / folder, error);
      if (error) {
        errno = error.value();
        return false;
      }
    }
    fs::permissions(maildir_, fs::perms::owner_all, error);
    return true;
  }

  DeliveryError problem(std::string_view what) const {
    return {true, fmt::format("{} {}: {}", what, maildir_.string(), std::strerror(errno)),
            DeliveryFault::temporary, 0};
  }

  fs::path maildir_;
  ReadMessages read_;
};

}  // namespace

std::unique_ptr<Mailer> make_maildir_mailer(const fs::path& maildir) {
  return std::make_unique<MaildirMailer>(maildir);
}

}  // namespace zakonwatch
