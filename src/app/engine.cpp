#include "app/engine.h"

#include <future>

namespace vuelve::app {

Answer Engine::ask(Ask ask) {
    std::promise<Answer> promise;
    submit(std::move(ask), [&](Answer answer) { promise.set_value(std::move(answer)); });
    return promise.get_future().get();
}

std::vector<Answer> Engine::ask_all(std::vector<Ask> asks) {
    if (asks.empty()) return {};
    std::promise<std::vector<Answer>> promise;
    submit_all(std::move(asks),
               [&](std::vector<Answer> answers) { promise.set_value(std::move(answers)); });
    return promise.get_future().get();
}

}  // namespace vuelve::app
