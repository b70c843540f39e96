#include "app/second_factor.h"

#include <algorithm>
#include <array>

#include "app/audit.h"
#include "app/passwords.h"
#include "app/sign_in.h"
#include "app/totp.h"
#include "base/ensure.h"

namespace vuelve::app {
namespace {

constexpr int recovery_codes = 10;

/// As typed from paper: without spaces and dashes, in lower case.
std::string plain_code(std::string_view code) {
    std::string plain;
    for (char c : code) {
        if (c == ' ' || c == '-') continue;
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        plain += c;
    }
    return plain;
}

std::string recovery_hash(const OpenProgramme& programme,
                          const Staff& staff,
                          std::string_view code) {
    return storage::crypto::to_hex(programme.vault().code_hash(
        "recovery " + std::to_string(staff.staff_id) + " " + plain_code(code)));
}

OpenProgramme& programme_behind(Service& service, const Session& session) {
    OpenProgramme* programme = service.programmes().find(session.programme);
    ensure(programme != nullptr, "a session is of an open programme");
    return *programme;
}

void keep(Service& service,
          const OpenProgramme& programme,
          const Caller& by,
          const Staff& staff,
          std::string action) {
    auto tx = service.database().begin();
    staff_store(programme).update(*tx, staff);
    record_deed(programme, *tx, by,
                {.action = std::move(action), .object = "staff:" + std::to_string(staff.staff_id)},
                service.now());
    tx->commit();
}

}  // namespace

bool use_app_code(Staff& staff, const std::string& code, Instant now) {
    if (staff.totp_seed.empty()) return false;
    const auto step = find_totp_step(staff.totp_seed, plain_code(code), now, staff.totp_step);
    if (step) staff.totp_step = *step;
    return step.has_value();
}

std::vector<std::string> give_recovery_codes(const OpenProgramme& programme, Staff& staff) {
    constexpr std::size_t bytes_of_code = 10, half = 8;
    std::vector<std::string> codes;
    staff.recovery.clear();
    for (int i = 0; i < recovery_codes; ++i) {
        std::array<std::uint8_t, bytes_of_code> bytes{};
        storage::crypto::fill_random(bytes);
        std::string code = plain_code(to_base32(std::string(bytes.begin(), bytes.end())));
        staff.recovery.push_back(recovery_hash(programme, staff, code));
        codes.push_back(code.insert(half, "-"));
    }
    return codes;
}

bool use_recovery_code(const OpenProgramme& programme, Staff& staff, const std::string& code) {
    return std::erase(staff.recovery, recovery_hash(programme, staff, code)) > 0;
}

Result<SecondFactorOffer> offer_second_factor(Service& service,
                                              const Caller& by,
                                              const Session& session) {
    if (session.kind != SessionKind::Staff) return refuse(ErrorCode::Forbidden);
    const OpenProgramme& programme = programme_behind(service, session);
    Staff staff = TRY(staff_of(service, session));
    if (!is_fresh(session, service.now())) return refuse(ErrorCode::StepUpRequired);
    // The old one counts no more: whoever asks has just proved who they are, and has to finish.
    staff.totp_seed = make_totp_seed();
    staff.totp_confirmed = false;
    staff.recovery.clear();
    keep(service, programme, by, staff, "staff.second-factor-offered");
    return SecondFactorOffer{
        .secret = to_base32(staff.totp_seed),
        .address = totp_address(staff.totp_seed, "Vuelve " + programme.tenant_code(), staff.login)};
}

Result<std::vector<std::string>> renew_recovery_codes(Service& service,
                                                      const Caller& by,
                                                      const Session& session) {
    const OpenProgramme& programme = programme_behind(service, session);
    if (!is_fresh(session, service.now())) return refuse(ErrorCode::StepUpRequired);
    Staff staff = TRY(staff_of(service, session));
    if (!staff.totp_confirmed) return refuse(ErrorCode::InvalidState);
    auto codes = give_recovery_codes(programme, staff);
    keep(service, programme, by, staff, "staff.recovery-codes-renewed");
    return codes;
}

Result<void> set_pin(Service& service,
                     const Caller& by,
                     const Session& session,
                     const std::string& pin) {
    if (!is_fresh(session, service.now())) return refuse(ErrorCode::StepUpRequired);
    TRY(check_new_pin(pin, "/pin"));
    const OpenProgramme& programme = programme_behind(service, session);
    Staff staff = TRY(staff_of(service, session));
    if (!required_of(service, staff).empty()) return refuse(ErrorCode::Forbidden);
    staff.pin = storage::hash_password(pin, service.password_cost());
    keep(service, programme, by, staff, "staff.pin-set");
    return {};
}

}  // namespace vuelve::app
