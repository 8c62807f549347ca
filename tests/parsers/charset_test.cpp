// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/charset.h"

#include <gtest/gtest.h>
#include <iconv.h>

namespace zakonwatch {
namespace {

// "наркотиков" and a line around it, in windows-1251 and koi8-r.
const std::string kCp1251 =
    "\xCD\xE5\xE7\xE0\xEA\xEE\xED\xED\xFB\xE9 \xEE\xE1\xEE\xF0\xEE\xF2 "
    "\xED\xE0\xF0\xEA\xEE\xF2\xE8\xEA\xEE\xE2";
const std::string kKoi8 =
    "\xEE\xC5\xDA\xC1\xCB\xCF\xCE\xCE\xD9\xCA \xCF\xC2\xCF\xD2\xCF\xD4 "
    "\xCE\xC1\xD2\xCB\xCF\xD4\xC9\xCB\xCF\xD7";
const std::string kText = "Незаконный оборот наркотиков";

DecodedText decode(std::string_view bytes, const CharsetHints& hints = {}) {
  auto text = decode_text(bytes, hints);
  EXPECT_TRUE(text) << (text ? "" : text.error().sentence());
  return text ? *text : DecodedText{};
}

TEST(Charset, TransportHeaderIsFollowed) {
  EXPECT_EQ(decode(kCp1251, {.header = "windows-1251"}).text, kText);
}

TEST(Charset, CyrillicCodePagesAreToldApart) {
  EXPECT_EQ(decode(kCp1251, {.script = "Cyrl"}).text, kText);
  EXPECT_EQ(decode(kKoi8, {.script = "Cyrl"}).text, kText);
}

TEST(Charset, MetaDeclarationIsRead) {
  EXPECT_EQ(declared_charset("<html><META http-equiv='Content-Type' content='text/html; "
                             "charset=Windows-1251; charset=windows-1251'>"),
            "windows-1251");
  EXPECT_EQ(declared_charset("<?xml version='1.0' encoding=\"ISO-8859-13\"?>"), "iso-8859-13");
  EXPECT_EQ(declared_charset("<p>none</p>"), "");
}

TEST(Charset, Utf8UnderAWrongHeaderStaysUtf8) {
  EXPECT_EQ(decode(kText, {.header = "windows-1251"}).text, kText);
}

TEST(Charset, OverrideBeatsEverything) {
  EXPECT_EQ(decode(kCp1251, {.override_name = "cp1251", .header = "utf-8"}).text, kText);
}

TEST(Charset, ByteOrderMarkIsDropped) {
  EXPECT_EQ(decode("\xEF\xBB\xBF"
                   "abc")
                .text,
            "abc");
}

TEST(Charset, LinesOfTwoEncodingsAreEachRead) {
  std::string bytes;
  for (int i = 0; i < 6; ++i) bytes += kText + "\n" + kCp1251 + "\n";
  const DecodedText out = decode(bytes, {.header = "utf-8", .script = "Cyrl"});
  EXPECT_TRUE(out.mixed);
  EXPECT_EQ(out.text.substr(0, 2 * kText.size() + 1), kText + "\n" + kText);
}

TEST(Charset, BalticCodePageIsKept) {
  // "Pārejas" in windows-1257.
  EXPECT_EQ(decode("P\xE2rejas", {.header = "windows-1257"}).text, "Pārejas");
}

TEST(Charset, DoubleDecodedTextIsFlaggedNotRepaired) {
  std::string twice;
  for (int i = 0; i < 30; ++i) twice += "Ð½Ð°Ñ€ÐºÐ¾Ñ‚Ð¸Ðº ";
  EXPECT_TRUE(decode(twice).mojibake);
  EXPECT_FALSE(decode(kText + kText + kText).mojibake);
}

// One line of law per code page, as a page without any declaration would send it.
struct Sample {
  const char *charset, *language, *script, *text;
};
constexpr Sample kSamples[] = {
    {"windows-1250", "cs", "Latn",
     "Kdo neoprávněně přechovává omamnou látku, bude potrestán odnětím svobody až na léta."},
    {"windows-1251", "uk", "Cyrl",
     "Незаконне придбання наркотичних засобів без мети збуту карається штрафом; її дію зупинено."},
    {"windows-1257", "lt", "Latn",
     "Neteisėtas disponavimas narkotinėmis medžiagomis baudžiamas laisvės atėmimu, įstatymų nustatyta "
     "tvarka."},
    {"koi8-r", "ru", "Cyrl",
     "Незаконные приобретение, хранение и перевозка наркотических средств наказываются штрафом."},
    {"koi8-u", "uk", "Cyrl",
     "Незаконне придбання наркотичних засобів без мети збуту карається штрафом; її дію зупинено."},
    {"iso-8859-2", "pl", "Latn",
     "Kto, wbrew przepisom ustawy, posiada środki odurzające, podlega karze pozbawienia wolności do lat 3, "
     "żółć."},
    {"iso-8859-5", "bg", "Cyrl",
     "Който без надлежно разрешително придобие наркотични вещества, се наказва с лишаване от свобода."},
    {"iso-8859-13", "lv", "Latn",
     "Par narkotisko vielu neatļautu iegādāšanos soda ar brīvības atņemšanu uz laiku līdz trīs gadiem, "
     "šķēle."},
    {"iso-8859-16", "ro", "Latn",
     "Deținerea de droguri pentru consum propriu, fără drept, se pedepsește cu închisoare și amendă."},
    {"ibm-866", "ru", "Cyrl",
     "Незаконные приобретение, хранение и перевозка наркотических средств наказываются штрафом."},
    {"armscii-8", "hy", "Armn",
     "Թմրամիջոցներ ապօրինի պահելը պատժվում է տուգանքով կամ ազատազրկմամբ առավելագույնը երկու տարի ժամկետով։"},
    {"georgian-ps", "ka", "Geor",
     "ნარკოტიკული საშუალების უკანონო შეძენა და შენახვა ისჯება თავისუფლების აღკვეთით ექვს წლამდე."},
    {"georgian-academy", "ka", "Geor",
     "ნარკოტიკული საშუალების უკანონო შეძენა და შენახვა ისჯება თავისუფლების აღკვეთით ექვს წლამდე."},
    {"rk1048", "kk", "Cyrl",
     "Есірткі құралдарын заңсыз иемденіп алу, сақтау мөлшерінде айыппұл салуға жазаланады, бөлек ұғым һәм."},
    {"koi8-t", "tg", "Cyrl",
     "Ғайриқонунӣ ба даст овардани воситаҳои нашъадор бо ҷарима ҷазо дода мешавад, ҳуқуқ ва ӯҳдадорӣ."},
};

// U+FFFD nowhere: what the page cannot say is not in the sample.
std::string encode(const std::string& text, const char* charset) {
  const iconv_t converter = iconv_open(std::string(charset) == "ibm-866" ? "CP866" : charset, "UTF-8");
  std::string in = text, out(text.size() * 2, '\0');
  char *from = in.data(), *to = out.data();
  size_t left = in.size(), room = out.size();
  EXPECT_NE(iconv(converter, &from, &left, &to, &room), static_cast<size_t>(-1)) << charset << " at " << from;
  iconv_close(converter);
  out.resize(out.size() - room);
  return out;
}

TEST(Charset, PagesOfTheRegionAreDetectedByTheirLanguage) {
  for (const Sample& sample : kSamples) {
    const DecodedText out =
        decode(encode(sample.text, sample.charset), {.script = sample.script, .language = sample.language});
    EXPECT_EQ(out.text, sample.text) << sample.charset << " read as " << out.charset;
    EXPECT_EQ(out.replaced, 0U);
  }
}

TEST(Charset, PagesOfTheRegionAreReadByName) {
  for (const Sample& sample : kSamples) {
    const std::string bytes = encode(sample.text, sample.charset);
    EXPECT_EQ(decode(bytes, {.override_name = sample.charset}).text, sample.text) << sample.charset;
    EXPECT_EQ(decode(bytes, {.header = sample.charset}).text, sample.text) << sample.charset;
    const std::string page = "<meta charset=" + std::string(sample.charset) + "><p>" + bytes;
    EXPECT_TRUE(decode(page).text.ends_with(sample.text)) << sample.charset;
  }
}

TEST(Charset, NamesAsSitesPrintThem) {
  EXPECT_EQ(charset_name(" CP1251 "), "windows-1251");
  EXPECT_EQ(charset_name("x-cp1250"), "windows-1250");
  EXPECT_EQ(charset_name("win1257"), "windows-1257");
  EXPECT_EQ(charset_name("ISO_8859-2:1987"), "iso-8859-2");
  EXPECT_EQ(charset_name("iso8859-1"), "windows-1252");
  EXPECT_EQ(charset_name("KOI8-RU"), "koi8-u");
}

TEST(Charset, BinaryIsRefused) {
  EXPECT_FALSE(decode_text(std::string("a\0b", 3)));
  EXPECT_FALSE(decode_text(std::string(1000, '\x81'), {.override_name = "utf-8"}));
}

}  // namespace
}  // namespace zakonwatch
