#pragma once

#include <memory>
#include <string>

#include "app/service.h"

namespace vuelve::app {

/// A shop that is not there yet.
struct NewShop {
    std::string database;            // its folder is made, or it is an empty one on a server
    std::filesystem::path key_ring;  // made, outside the folder of the database
    std::string code, name;          // of the tenant
    std::string document;            // its programme
    std::string author = "import";
};

/// Makes key ring, database, tenant and programme, and opens them. The programme is in force from
/// `start`: for a shop whose history follows, the day on which that begins.
/// Errors: ValidationFailed (the document, every fault); InternalError: what is there already stays
/// as it is, or a folder cannot be written.
Result<std::unique_ptr<Service>> create_shop(const NewShop& shop, Instant start);

}  // namespace vuelve::app
