#include "codec/country.h"

#include <phonenumbers/phonenumberutil.h>

namespace vuelve {

std::string calling_code_of(std::string_view country) {
    const auto* util = i18n::phonenumbers::PhoneNumberUtil::GetInstance();
    const int code = util->GetCountryCodeForRegion(std::string(country));
    return code == 0 ? "" : std::to_string(code);
}

}  // namespace vuelve
