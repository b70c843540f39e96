#pragma once

#include "app/passwords.h"
#include "app/staff.h"
#include "app/totp.h"
#include "shop_fixture.h"

/// The shop with people: hired by the key that may everything, signed in as they would be.
namespace vuelve::api {

class StaffTest : public ShopTest {
 protected:
    static constexpr const char* chosen = "cuatro-tazas-de-cafe";

    /// A session as a program holds it: its token.
    struct Signed {
        std::string token, id;
    };

    Told hire(const std::string& login, const std::string& role, const std::string& more = "") {
        const Told made = post("/v1/staff", R"({"login": ")" + login + R"(", "name": "Rosa Vera",
            "role": ")" + role + "\"" + more + "}");
        EXPECT_EQ(made.status, 201) << made.text;
        return made;
    }
    Told sign_in(const std::string& login,
                 const std::string& password,
                 const std::string& code = "",
                 const Lines& lines = {}) {
        return send("POST", "/v1/session",
                    R"({"programme": "TIENDA", "login": ")" + login + R"(", "password": ")" +
                        password + R"(", "code": ")" + code + "\"}",
                    "", lines);
    }
    /// The next code of their app that was not used.
    std::string app_code(const std::string& login) {
        auto& service = program_->service();
        const auto& programme = *service.programmes().find({2, 1});
        const auto staff =
            app::staff_store(programme).find_login(*service.database().snapshot(), 1, login);
        const std::int64_t present = app::totp_step(service.now());
        return app::totp_code(staff->totp_seed, std::max(present - 1, staff->totp_step + 1));
    }
    /// Hired, with a password of their own and, where the role needs it, an authenticator app.
    Signed employ(const std::string& login, const std::string& role, const std::string& more = "") {
        const Told made = hire(login, role, more);
        const Told first = sign_in(login, made.string("password"));
        EXPECT_EQ(first.status, 201) << first.text;
        Told told = send("POST", "/v1/session/password",
                         R"({"password": ")" + made.string("password") + R"(", "new_password": ")" +
                             chosen + "\"}",
                         first.string("token"));
        EXPECT_EQ(told.status, 200) << told.text;
        if (told.size("required") == 0) return {told.string("token"), made.string("id")};
        EXPECT_EQ(send("POST", "/v1/session/second-factor", "", told.string("token")).status, 201);
        const Told confirmed =
            send("POST", "/v1/session/second-factor/confirm",
                 R"({"code": ")" + app_code(login) + "\"}", told.string("token"));
        EXPECT_EQ(confirmed.status, 200) << confirmed.text;
        return {confirmed.string("session/token"), made.string("id")};
    }
    /// As somebody who is signed in.
    Told as(const Signed& who,
            const std::string& method,
            const std::string& target,
            const std::string& body = "") {
        return send(method, target, body, who.token,
                    {"Idempotency-Key: s" + std::to_string(++sent_)});
    }
    Told buy(const Signed& who, const std::string& id, const std::string& store) {
        return as(who, "POST", "/v1/purchases", ticket(id, 1000, R"(, "store": ")" + store + "\""));
    }
    Told take_back(const std::string& credential, const std::string& id) {
        return send("POST", "/v1/purchases/" + id + "/returns",
                    R"({"id": "back-)" + std::to_string(++sent_) +
                        R"(", "lines": [{"line": 1, "quantity": 1}]})",
                    credential);
    }

 private:
    int sent_ = 0;
};

}  // namespace vuelve::api
