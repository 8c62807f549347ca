// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/noise.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace zakonwatch {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;

struct NoiseCase {
  const char* before;
  const char* after;
  Noise noise;
};

TEST(NoiseRules, AreTyped) {
  const NoiseCase cases[] = {
      {"строк 5 000 грн", "строк 5\u00A0000 грн", Noise::whitespace},
      {"«героїн»", "\"героїн\"", Noise::quotes},
      {"карається — штрафом", "карається – штрафом", Noise::dashes},
      {"наркотичних", "нарко\u00ADтичних", Noise::invisible},
      {"jõustub žests", "jõustub z\u030Cests", Noise::normal_form},
      {"опійний мак", "oпійний мак", Noise::lookalikes},
      {"закон № 5", "закон N 5", Noise::numero},
      {"артикул 234 [670]", "артикул 234 [671]", Noise::footnote_marks},
      {"Конституції ( 254к/96-ВР ) та законів", "Конституції та законів", Noise::document_links},
      {"двох до трьох років\".", "двох до трьох років.", Noise::stray_quote},
  };
  for (const NoiseCase& each : cases) {
    EXPECT_TRUE(differ_editorially(each.before, each.after, {})) << each.after;
    EXPECT_THAT(noise_between(each.before, each.after, {}), Contains(each.noise)) << each.after;
  }
}

TEST(NoiseRules, YoIsYeOnlyWhereTheProfileSaysSo) {
  EXPECT_FALSE(differ_editorially("трёх лет", "трех лет", {}));
  EXPECT_TRUE(differ_editorially("трёх лет", "трех лет", {.yo_is_ye = true}));
}

TEST(NoiseRules, LettersDrawnOneByOneAreNoise) {
  const std::string
      printed = "Satış məqsədi olmadan əldə etmə, saxlama və daşıma müddətə cəzalandırılır.",
      drawn = "Satış m ə qs ə di olmadan ə ld ə etm ə , saxlama v ə da ş ıma müdd ə t ə c ə zalandırılır.";
  EXPECT_TRUE(differ_editorially(printed, drawn, {}));
  EXPECT_THAT(noise_between(printed, drawn, {}), ::testing::Contains(Noise::letter_spacing));
  // A space lost between two long words is the printer's; elsewhere a space is a space.
  EXPECT_TRUE(differ_editorially("leiab, etmõistetudtähtajalise vangistuse",
                                 "leiab, et mõistetud tähtajalise vangistuse", {}));
  EXPECT_FALSE(differ_editorially("не винний у цьому", "невинний у цьому", {}));
  EXPECT_FALSE(
      differ_editorially(printed, "Satış m ə qs ə di olmadan ə ld ə etm ə , saxlama v ə da ş ıma.", {}));
}

TEST(NoiseRules, SubstanceIsNeverNoise) {
  for (const auto& [before, after] : {std::pair("до 5 років", "до 6 років"),
                                      {"штраф (50-100)", "штраф (50-200)"},
                                      {"штраф ( 50 - 100 )", "штраф"},
                                      {"стаття [5]а", "стаття [5]б"},
                                      {"може", "не може"},
                                      {"art. 5.1", "art. 51"},
                                      {"\"опій\" і \"мак\"", "\"опій\" і мак"}}) {
    EXPECT_FALSE(differ_editorially(before, after, {})) << before << " / " << after;
    EXPECT_THAT(noise_between(before, after, {}), IsEmpty());
  }
}

// Only the differing stretch is folded: the answer is that of the whole texts.
TEST(NoiseRules, LongTextsGiveTheSameAnswer) {
  std::string long_text;
  for (int n = 0; n < 200; ++n) long_text += "слово речення закону ";
  EXPECT_TRUE(differ_editorially(long_text + "«так» " + long_text, long_text + "\"так\" " + long_text, {}));
  EXPECT_FALSE(differ_editorially(long_text + "так " + long_text, long_text + "ні " + long_text, {}));
}

}  // namespace
}  // namespace zakonwatch
