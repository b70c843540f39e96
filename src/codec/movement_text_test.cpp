#include "codec/movement_text.h"

#include <gtest/gtest.h>

#include "codec/answer_json_fixture.h"

namespace vuelve {
namespace {

class MovementText : public testing::Test, protected LaurelShop {
 protected:
    Entry moved(EntryType type, std::string_view currency, Movement movement) const {
        return {
            .type = type, .currency = programme->find_currency(currency)->id, .movement = movement};
    }
    std::string told(TxnKind kind,
                     const std::vector<Entry>& entries,
                     std::string_view language = "es",
                     std::string_view reason = "") const {
        return movement_text({.kind = kind,
                              .store = "CENTRO",
                              .amount = Minor{1571},
                              .reason = reason,
                              .entries = entries},
                             {.programme = *programme, .language = language});
    }
};

TEST_F(MovementText, of_a_purchase_adds_up_what_was_won_and_leaves_out_credits) {
    const std::vector<Entry> entries{moved(EntryType::Earn, "PTS", {.available = Units{119}}),
                                     moved(EntryType::Earn, "PTS", {.available = Units{61}}),
                                     moved(EntryType::Earn, "STARS", {.available = Units{1}}),
                                     moved(EntryType::Earn, "STATUS", {.available = Units{11}}),
                                     moved(EntryType::Redeem, "PTS", {.available = Units{-200}})};
    EXPECT_EQ(told(TxnKind::Purchase, entries),
              "Compra de 15.71 USD en Laurel Centro. Ganaste 180 puntos y 1 estrella. Usaste 200 "
              "puntos.");
    EXPECT_TRUE(told(TxnKind::Purchase, entries, "en").starts_with("Purchase of 15.71 USD at"));
    EXPECT_TRUE(told(TxnKind::Purchase, entries, "pt").contains("Você usou 200"));
}

TEST_F(MovementText, says_which_way_units_went) {
    EXPECT_EQ(told(TxnKind::Job, {moved(EntryType::Release, "PTS",
                                        {.pending = Units{-40}, .available = Units{40}})}),
              "Llegó su fecha. Ya puedes usar 40 puntos.");
    EXPECT_TRUE(told(TxnKind::Purchase, {moved(EntryType::Earn, "PTS", {.pending = Units{40}})})
                    .ends_with("Ganaste 40 puntos, por ahora pendientes."));
    EXPECT_EQ(told(TxnKind::Transfer, {moved(EntryType::Transfer, "PTS", {.available = Units{5}})}),
              "Entre dos tarjetas. Recibiste 5 puntos.");
    EXPECT_EQ(
        told(TxnKind::Transfer, {moved(EntryType::Transfer, "PTS", {.available = Units{-5}})}),
        "Entre dos tarjetas. Diste 5 puntos.");
    EXPECT_EQ(told(TxnKind::Adjustment, {moved(EntryType::Adjust, "PTS", {.available = Units{-5}})},
                   "es", "error"),
              "Ajuste de la tienda. La tienda descontó 5 puntos. Motivo: error.");
    EXPECT_EQ(told(TxnKind::Expiry, {moved(EntryType::Expire, "PTS", {.available = Units{-7}})}),
              "Vencimiento. Vencieron 7 puntos.");
}

}  // namespace
}  // namespace vuelve
