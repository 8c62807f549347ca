// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/doctor.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "app/operator_desk.h"
#include "app/redline_layout.h"
#include "app/state_lock.h"
#include "base/fault.h"
#include "index/index_check.h"
#include "store/index_feed.h"
#include "store/ledger.h"
#include "store/record.h"
#include "store/schedule.h"

namespace zakonwatch {
namespace {

namespace fs = std::filesystem;

constexpr uintmax_t kScarce = uintmax_t{1} << 30;  // a year of the archive is of this order
// No clock of a machine that runs this can stand before it was written.
constexpr std::chrono::year kWritten{2026};

class Examination {
 public:
  explicit Examination(Environment& environment) : environment_(environment) {}

  std::vector<Finding> run() {
    guarded("sources", [&] { sources(); });
    guarded("state", [&] { state(); });
    guarded("disk", [&] { disk(); });
    guarded("clock", [&] { clock(); });
    guarded("record", [&] { record(); });
    guarded("parser", [&] { parser(); });
    guarded("programs", [&] { programs(); });
    guarded("certificates", [&] { certificates(); });
    guarded("mail", [&] { mail(); });
    guarded("web", [&] { web(); });
    return std::move(findings_);
  }

 private:
  using Level = Finding::Level;
  void say(Level level, const char* topic, std::string words) {
    findings_.push_back({level, topic, std::move(words)});
  }

  // What cannot even be looked at is a finding too.
  template <typename Look>
  void guarded(const char* topic, Look look) {
    try {
      look();
    } catch (const Fault& fault) {
      say(Level::fault, topic, fault.what());
    } catch (const fs::filesystem_error& error) {
      say(Level::fault, topic, error.what());
    }
  }

  void sources() {
    const auto& countries = environment_.catalogue().countries();
    size_t enabled = 0, without_words = 0;
    for (const Source* source : environment_.catalogue().sources()) {
      if (!source->enabled) continue;
      ++enabled;
      environment_.language(source->document.language);
      if (!environment_.lexicon(source->document.language)) ++without_words;
    }
    if (enabled == 0)
      return say(Level::fault, "sources", "no source is enabled: nothing would be watched; see --sources");
    say(Level::sound, "sources",
        fmt::format("{} countries, {} sources enabled, their files are sound", countries.size(), enabled));
    if (without_words > 0)
      say(Level::advice, "sources",
          fmt::format("{} sources are in a language without a lexicon: only the watch list decides there",
                      without_words));
  }

  void state() {
    folder_ = environment_.state();
    struct stat about {};
    if (stat(folder_.c_str(), &about) != 0 || !S_ISDIR(about.st_mode))
      return say(Level::fault, "state", fmt::format("{} is no folder", folder_.string()));
    if (access(folder_.c_str(), R_OK | W_OK | X_OK) != 0)
      say(Level::fault, "state",
          fmt::format("{} cannot be written by this user: readers work, `crawl` and `daemon` do not",
                      folder_.string()));
    else
      say(Level::sound, "state", folder_.string());
    if ((about.st_mode & 077) != 0)
      say(Level::fault, "state",
          fmt::format("{} is open to other users, and holds the readers' addresses: chmod 700 it",
                      folder_.string()));
    for (const char* name : {"subscribers.db", "subscribers.db-wal"})
      if (stat((folder_ / name).c_str(), &about) == 0 && (about.st_mode & 077) != 0)
        say(Level::fault, "state",
            fmt::format("{} is open to other users: chmod 600 it", (folder_ / name).string()));
    if (const auto holder = state_holder(folder_))
      say(Level::sound, "state", fmt::format("in use by {}", *holder));
  }

  void disk() {
    const fs::space_info space = fs::space(folder_);
    const std::string left = fmt::format("{} MiB free", space.available >> 20);
    if (environment_.scarce_room())
      say(Level::fault, "disk", left + ": nothing more is fetched before there is room");
    else if (space.available < kScarce)
      say(Level::advice, "disk", left + ": a larger disk, before it is full");
    else
      say(Level::sound, "disk", left);
  }

  void clock() {
    const Instant now = environment_.clock().now();
    const Date today{std::chrono::floor<std::chrono::days>(now)};
    if (today.year() < kWritten)
      return say(
          Level::fault, "clock",
          fmt::format("it is not {}: certificates and dates cannot be judged; set the clock", to_iso(today)));
    say(Level::sound, "clock", to_rfc3339(now));
  }

  void record() {
    const fs::path file = folder_ / "record.db";
    if (!fs::exists(file))
      return say(Level::advice, "record",
                 "nothing is on record yet: `zakonwatch crawl` or the daemon begins it");
    const auto record = Record::open(file, Record::Mode::read_only);
    say(Level::sound, "record",
        fmt::format("{} ledger entries; `zakonwatch verify` proves them", Ledger(*record).head().seq));
    future(*record);
    for (const Alarm& alarm : standing_alarms(environment_, *record))
      if (alarm.topic != "disk") say(Level::fault, alarm.topic == "mail" ? "mail" : "sources", alarm.text);
    index(*record);
  }

  // A clock that was put back: what it wrote lies ahead.
  void future(Record& record) {
    const Instant now = environment_.clock().now();
    std::optional<Instant> newest;
    for (const SourceState& one : Schedule(record).all())
      if (one.last_attempt) newest = std::max(newest.value_or(*one.last_attempt), *one.last_attempt);
    if (newest && *newest > now + std::chrono::minutes(5))
      say(Level::fault, "clock",
          fmt::format("the last visit was at {}, which is still to come: the clock was wrong then or is now",
                      to_rfc3339(*newest)));
  }

  void index(Record& record) {
    using Kind = IndexState::Kind;
    const IndexState seen = check_index(folder_ / "index", false);
    const int64_t last = IndexFeed(record).last_seq();
    if (seen.kind == Kind::damaged)
      return say(Level::fault, "index",
                 seen.problem + ": `zakonwatch reindex` builds it anew from the record");
    if (seen.kind == Kind::foreign)
      return say(Level::sound, "index", "a stub that somebody wrote; not looked at");
    if (seen.kind == Kind::none && last == 0) return say(Level::sound, "index", "nothing to index yet");
    if (seen.last_seq > last)
      return say(Level::fault, "index",
                 "it knows more than the record: an older record was restored, or rows are lost; `zakonwatch "
                 "verify`, "
                 "then `zakonwatch reindex`");
    if (seen.last_seq < last)
      return say(Level::advice, "index",
                 fmt::format("{} events behind the record; the next `crawl` or `search` takes them in",
                             last - seen.last_seq));
    say(Level::sound, "index", "holds all that the record does");
  }

  void parser() {
    static constexpr const char* kPage =
        "<html><body><p>1. pants. T\xC4\x93ja</p><p>(1) T\xC4\x93ju v\xC4\x81ra.</p></body></html>";
    const auto profile = environment_.language("lv");
    const auto act = environment_.parser().document({.bytes = kPage,
                                                     .format = "html",
                                                     .media_type = "text/html",
                                                     .charset = "utf-8",
                                                     .charset_override = {},
                                                     .url = {},
                                                     .profile = profile.get(),
                                                     .rules = nullptr});
    if (!act) return say(Level::fault, "parser", "its sealed child does not read: " + act.error().sentence());
    say(act->quality.articles == 1 ? Level::sound : Level::fault, "parser",
        act->quality.articles == 1 ? "its sealed child reads" : "its sealed child read a known page wrongly");
  }

  static bool installed(const std::string& program) {
    if (program.find('/') != std::string::npos) return access(program.c_str(), X_OK) == 0;
    const char* path = std::getenv("PATH");
    std::istringstream folders(path == nullptr ? "/usr/bin:/bin" : path);
    for (std::string folder; std::getline(folders, folder, ':');)
      if (!folder.empty() && access((folder + "/" + program).c_str(), X_OK) == 0) return true;
    return false;
  }

  void programs() {
    const Config& config = environment_.config();
    std::vector<std::pair<std::string, std::string>> wanted = {
        {"pandoc", "briefs as docx, odt and pdf"}, {"gpg", "letters encrypted to a reader's key"}};
    if (config.parsers.ocr) {
      wanted.emplace_back("tesseract", "scanned pages as text");
      wanted.emplace_back("pdftoppm", "scanned pages as text");
    }
    for (const auto* command : {&config.parsers.convert_rtf, &config.parsers.convert_doc})
      if (!command->empty())
        wanted.emplace_back(command->front(), "documents that [parsers] wants converted");
    if (config.mail.transport == "sendmail")
      wanted.emplace_back(config.mail.sendmail, "mail, as [mail] sendmail says");
    size_t there = 0;
    for (const auto& [program, what] : wanted) {
      there += installed(program) ? 1 : 0;
      if (!installed(program))
        say(Level::advice, "programs", fmt::format("'{}' is not installed: no {}", program, what));
    }
    if (there == wanted.size()) say(Level::sound, "programs", "all helpers are installed");
  }

  void certificates() {
    static constexpr const char* kSystem = "/etc/ssl/certs/ca-certificates.crt";
    if (!fs::exists(kSystem))
      say(Level::fault, "certificates",
          fmt::format("{} is missing: no https site can be trusted; install ca-certificates", kSystem));
    const Config& config = environment_.config();
    std::vector<std::string> files = {config.crawler.ca_file, config.mail.smtp_ca_file,
                                      config.mail.webhook_ca_file};
    for (const Source* source : environment_.catalogue().sources()) files.push_back(source->ca_file);
    for (const std::string& file : files)
      if (!file.empty() && access(file.c_str(), R_OK) != 0)
        say(Level::fault, "certificates", fmt::format("{} cannot be read", file));
    if (fs::exists(kSystem)) say(Level::sound, "certificates", "the system's authorities are there");
  }

  void mail() {
    const Config::Mail& mail = environment_.config().mail;
    if (mail.transport == "smtp" && mail.smtp_url.empty())
      say(Level::fault, "mail", "transport = \"smtp\" needs smtp_url");
    else if (!mail.smtp_password_file.empty() && access(mail.smtp_password_file.c_str(), R_OK) != 0)
      say(Level::fault, "mail", fmt::format("{} cannot be read", mail.smtp_password_file.string()));
    else
      say(Level::sound, "mail", fmt::format("from {} by {}", mail.from, mail.transport));
    if (mail.from.ends_with("@localhost") && mail.transport != "maildir")
      say(Level::advice, "mail", "'from' ends in @localhost: other servers will refuse it");
    if (mail.operator_address.empty())
      say(Level::advice, "mail", "no 'operator': what needs a person is shown by `status` only");
    if (mail.bounces.empty() && mail.transport != "maildir")
      say(Level::advice, "mail",
          "no 'bounces': dead addresses are not noticed after the server took a letter");
  }

  void web() {
    const Config::Web& web = environment_.config().web;
    if (web.base_url.empty())
      return say(Level::advice, "web", "no base_url: letters carry no link to confirm or to unsubscribe");
    if (!web.base_url.starts_with("https://"))
      return say(Level::advice, "web",
                 fmt::format("{} is not https: readers' links travel in the open", web.base_url));
    say(Level::sound, "web", fmt::format("{} behind {}", web.listen, web.base_url));
  }

  Environment& environment_;
  fs::path folder_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> examine(Environment& environment) { return Examination(environment).run(); }

namespace {

const char* name_of(Finding::Level level) {
  if (level == Finding::Level::sound) return "ok";
  return level == Finding::Level::advice ? "look" : "BAD";
}

}  // namespace

std::string findings_text(const std::vector<Finding>& findings, size_t columns) {
  std::string out;
  for (const Finding& one : findings) {
    const std::string head = fmt::format("{:<5}{:<13}", name_of(one.level), one.topic);
    std::string before = head;
    for (const std::string& line :
         inline_lines({{EditOp::equal, one.words}}, columns - std::min(columns, head.size()), false)) {
      out += before + line + "\n";
      before.assign(head.size(), ' ');
    }
  }
  return out;
}

}  // namespace zakonwatch
