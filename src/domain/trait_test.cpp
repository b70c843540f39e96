#include "domain/trait.h"

#include <gtest/gtest.h>

namespace vuelve {
namespace {

std::string address(std::vector<std::string> lines) { return normalised_address(lines); }

TEST(Trait, one_address_is_one_however_it_is_written) {
    const std::string door = address({"Av. Amazonas N° 34-12 y Azuay", "Quito"});
    for (const char* other :
         {"AVENIDA AMAZONAS #34-12 Y AZUAY, QUITO", "avda amazonas nro. 34 12 y azuay quito",
          "Av Amazonas no 34–12 y Azuay. Quito", "Avenída Amazónas Número 34-12 y Azuay Quito"})
        EXPECT_EQ(address({other}), door) << other;
    EXPECT_EQ(address({"C/ Bolívar 7, Depto. 3-B"}),
              address({"calle Boli\xCC\x81var # 7 apto 3B"}));
    EXPECT_EQ(address({"Rua da Conceição nº 5"}), address({"R. da Conceicao 5"}));
    EXPECT_EQ(address({"Peñalolén 1234"}), address({"PENALOLEN 1234"}));
}

TEST(Trait, another_door_is_another_address) {
    EXPECT_NE(address({"Carrera 15 # 93-47"}), address({"Carrera 15 # 93-74"}));
    EXPECT_NE(address({"Carrera 15 # 93-47"}), address({"Calle 15 # 93-47"}));
    EXPECT_NE(address({"Calle 7, Depto 3-B"}), address({"Calle 7, Depto 3-C"}));
}

TEST(Trait, what_names_no_door_tells_nothing) {
    for (const char* text : {"", "Quito", "  -- ", "s/n", "No. 7", "\xC3", "\xE2\x80"})
        EXPECT_EQ(address({text}), "") << text;
    EXPECT_EQ(address({}), "");
    EXPECT_EQ(normalised_token("  "), "");
    EXPECT_EQ(normalised_token(" tok-A1 "), "tok-A1") << "capitals tell tokens apart";
}

}  // namespace
}  // namespace vuelve
