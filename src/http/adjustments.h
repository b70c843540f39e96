#pragma once

#include "http/api.h"

/// Points given or taken by hand.
namespace vuelve::http {

/// 201; 403 APPROVAL_REQUIRED with the approval's id where a second person has to agree. On a
/// worker: it reads the tenant's limit.
LaterHandler create_adjustment(Api& api);

}  // namespace vuelve::http
