// Jumps, and the statements that see them pass: try, its handlers, and finally. As codestruct.lowering.exceptions.
#include "machine.hpp"

#include <algorithm>

namespace {

constexpr int32_t RETURN = -2, THROWN = -3;  // a jump that leaves the function, and one that looks for a handler
constexpr int32_t MOST_COPIES = 64;          // copies of `finally` blocks from which on all ways out share one

}  // namespace

bool Control::has(const std::string &label) const { return std::find(labels.begin(), labels.end(), label) != labels.end(); }

// A return, throw, break, continue, goto or fallthrough: its operands are read, then control is elsewhere.
void Machine::lower_jump(int32_t row, const Form &form) {
    Found found = split(row, form.parts);
    const int32_t label = found.take(part::label_), levels = found.take(part::levels_);
    texts_.push_back(label >= 0 ? label_text(label, true) : "");
    const int32_t name = static_cast<int32_t>(texts_.size()) - 1;
    RowList rest;
    if (label >= 0 && tables.is_apart[kind[label]]) rest.push_back(label);
    rest.append(found.rest);
    int32_t outward = 0;
    for (char digit : levels >= 0 ? text(levels) : std::string_view("1")) {
        if (digit < '0' || digit > '9') {
            outward = 1;
            break;
        }
        outward = std::min(outward * 10 + (digit - '0'), 1 << 20);
    }
    const size_t from = mark();
    add_walks(rest);
    add(Op::JUMP, form.to, name, outward);
    flush(from);
}

// A call: it may raise once its arguments are read; one that never returns ends the path.
void Machine::lower_call(int32_t row, int32_t context, int32_t visible) {
    const bool ends = active_before[row + 1] > active_before[row] && never_returns(row);
    const size_t from = mark();
    add_children(row, context, visible);
    add(Op::CUT);
    if (ends) {
        texts_.emplace_back();
        add(Op::JUMP, jump::throw_, static_cast<int32_t>(texts_.size()) - 1, 1);
    }
    flush(from);
}

void Machine::go(int32_t to, int32_t name, int32_t levels) {
    if (handler_ >= 0) place(new_label());  // what came before the jump may have failed
    if (to == jump::throw_) {
        if (handler_ >= 0) edge(handler_);
        block_ = NOWHERE;
    } else if (to == jump::function_) {
        route(RETURN);
    } else if (to == jump::switch_) {
        auto around = std::find_if(controls_.rbegin(), controls_.rend(),
                                   [&](int32_t one) { return all_controls_[one].kind == Control::SWITCH; });
        route(around == controls_.rend() ? RETURN : all_controls_[*around].break_to);
    } else if (to == jump::goto_) {
        leave(goto_label(texts_[name]));
    } else {
        route(jump_target(to, texts_[name], levels));
    }
}

// The label that a break, continue or fallthrough goes to; RETURN where there is none.
int32_t Machine::jump_target(int32_t to, const std::string &name, int32_t levels) const {
    int32_t found = RETURN;
    for (auto one = controls_.rbegin(); one != controls_.rend(); ++one) {
        const Control &control = all_controls_[*one];
        if (to == jump::fallthrough_ || to == jump::retry_) {
            if (control.kind == (to == jump::fallthrough_ ? Control::CASE : Control::TRY)) return control.break_to;
            if (levels <= 0) break;
            continue;
        }
        if (!name.empty() && !control.has(name)) continue;
        if (to == jump::continue_) {
            if (control.continue_to >= 0) {
                found = control.continue_to;
                levels--;
            }
        } else if (control.break_to >= 0 && (control.kind == Control::LOOP || control.kind == Control::SWITCH ||
                                             (!name.empty() && control.kind == Control::LABEL))) {
            found = control.break_to;
            levels--;
        }
        if (levels <= 0) break;
    }
    return found;
}

// Leave to `key`, by way of each `finally` between here and there.
void Machine::route(int32_t key) {
    for (auto one = controls_.rbegin(); one != controls_.rend(); ++one) {
        Control &control = all_controls_[*one];
        if (control.kind == Control::FINALLY) {
            for (const auto &[known, label] : control.pending) {
                if (known == key) return leave(label);
            }
            const int32_t label = new_label();
            control.pending.emplace_back(key, label);
            return leave(label);
        }
        if (key >= 0 && (key == control.break_to || key == control.continue_to)) break;
    }
    if (key >= 0) return leave(key);
    if (key == THROWN && handler_ >= 0) edge(handler_);
    block_ = NOWHERE;
}

// A try: control may leave its body from before every definition, and passes `finally` on every way out.
void Machine::lower_try(int32_t row, const Form &form, int32_t context, int32_t visible) {
    Found found = split(row, form.parts);
    RowList handlers = found.get(part::handlers_), final = found.get(part::finally_);
    if (handlers.empty() && final.empty()) return add_children(row, context, visible);
    const int32_t outer = handler_, inner = new_label(), after = new_label();
    int32_t control = -1, outside = outer;
    if (!final.empty()) {
        outside = new_label();
        control = static_cast<int32_t>(all_controls_.size());
        all_controls_.push_back({Control::FINALLY, {}, NOWHERE, NOWHERE, {{THROWN, outside}}});
        controls_.push_back(control);
    }
    handler_ = handlers.empty() ? outside : inner;
    if (handler_ >= 0) edge(handler_);
    const int32_t again = new_label();
    place(again);
    RowList body = found.rest;
    body.append(found.get(part::resources_));
    body.append(found.get(part::body_));
    std::sort(body.begin(), body.end());
    all_controls_.push_back({Control::TRY, {}, again, NOWHERE, {}});
    const size_t from = mark();
    add_walks(body);
    add(Op::END_BODY, outside);
    add_walks(found.get(part::else_));
    add(Op::LEAVE, after);
    add(Op::ENTER_CONTROL, static_cast<int32_t>(all_controls_.size()) - 1);
    if (!handlers.empty()) add(Op::HANDLERS, keep(handlers), inner, after, outside);
    add(Op::EXIT_CONTROL);
    add(Op::PLACE, after);
    if (final.empty()) {
        add(Op::RESTORE_HANDLER, outer);
    } else {
        add(Op::FINISH, keep(final), control, outer);
    }
    flush(from);
}

// The handlers of a try: whichever fits the exception runs; where none catches all, it goes on outside.
void Machine::lower_handlers(int32_t list, int32_t inner, int32_t after, int32_t outside) {
    const RowList handlers = lists_[list];
    arrive(inner);
    bool caught = false;
    const size_t from = mark();
    for (int32_t handler : handlers) {
        const int32_t label = new_label();
        edge(label);
        const Form *known = form(handler);
        caught |= known && (catches_all(handler) || is_bare(handler));
        add(Op::PLACE, label);
        add_walk(handler);
        add(Op::LEAVE, after);
    }
    flush(from);
    if (!caught && outside >= 0) edge(outside);
    block_ = NOWHERE;
}

// Whether a handler takes every exception: always, or where its type's text says so.
bool Machine::catches_all(int32_t handler) const {
    const Form &known = *form(handler);
    const Word &word = known.catch_all;
    if (!word.is_list) return word.truth;
    Found found = split(handler, known.parts);
    for (int32_t row : found.get(part::type_)) {
        if (word.holds(text(row))) return true;
    }
    for (int32_t child : found.rest) {  // Java's type stands in a parameter
        for (int32_t row = child; row < stop[child]; row++) {
            if (known.parts.by_kind[kind[row]] == part::type_ && word.holds(text(row))) return true;
        }
    }
    return false;
}

// Whether a handler names no exception.
bool Machine::is_bare(int32_t handler) const {
    RowList bodies = split(handler, form(handler)->parts).get(part::body_);
    bool header = false, holds = false;
    for (int32_t child : named_children(handler)) {
        if (bodies.holds(child)) continue;
        header = true;
        holds |= holds_code(child);
    }
    return !holds && (!bodies.empty() || !header);
}

// A handler: its header binds, its body runs, and, where the language says so, the bound name is gone after it.
void Machine::lower_handler(int32_t row, const Form &form, int32_t context, int32_t visible) {
    Found found = split(row, form.parts);
    RowList body = found.get(part::body_), candidates = found.rest, header;
    if (body.empty()) return add_children(row, context, visible);
    candidates.append(found.get(part::type_));
    for (int32_t child : candidates) {
        if (holds_code(child)) header.push_back(child);
    }
    std::sort(header.begin(), header.end());
    const size_t from = mark();
    add(Op::RESTORE_HANDLER, NOWHERE);  // to bind the exception raises nothing
    add_walks(header);
    add(Op::RESTORE_HANDLER, handler_);
    add_walks(body);
    if (form.unbinds.truth) add(Op::UNBIND, keep(header));
    flush(from);
}

// Kill what a handler's header defined.
void Machine::unbind(int32_t header) {
    for (int32_t row : RowList(lists_[header])) {
        for (int32_t leaf = row; leaf < stop[row]; leaf++) {
            const int32_t site = names_before[leaf];
            if (what[leaf] == 1 && site_scope_[site] >= 0 && role_[site] == DEFINE && block_ >= 0) emit(site * 8 + KILL);
        }
    }
}

// The `finally` of a try: one copy for going on, one for each place that a jump through it leads to.
void Machine::finish_try(int32_t list, int32_t control, int32_t outer) {
    const RowList final = lists_[list];
    controls_.pop_back();
    handler_ = outer;
    const auto ways = all_controls_[control].pending;
    copies_ += static_cast<int32_t>(ways.size());
    const int32_t end = new_label(), known = static_cast<int32_t>(gotos_.size());
    const size_t from = mark();
    if (copies_ > MOST_COPIES) {
        RowList keys;
        for (const auto &[key, label] : ways) {
            place(label);
            keys.push_back(key);
        }
        add_walks(final);
        add(Op::FAN_OUT, keep(keys), end);
    } else {
        add_walks(final);
        add(Op::LEAVE, end);
        for (const auto &[key, label] : ways) {
            add(Op::FORGET_LABELS, known);
            add(Op::PLACE, label);
            add_walks(final);
            add(Op::ROUTE, key);
        }
    }
    add(Op::PLACE, end);
    flush(from);
}

// The next copy of a `finally` has labels of its own; no goto leads into one or out of it.
void Machine::forget_labels(size_t known) {
    for (; gotos_.size() > known; gotos_.pop_back()) {
        goto_labels_.erase({gotos_.back().unit, gotos_.back().scope, gotos_.back().name});
    }
}

// Leave a shared `finally` to every place that a jump through it leads to.
void Machine::fan_out(int32_t keys, int32_t end) {
    const int32_t here = block_;
    for (int32_t key : RowList(lists_[keys])) {
        block_ = here;
        route(key);
    }
    block_ = here;
    leave(end);
}

// A block under a manager that may swallow exceptions: code after it is alive even if its body always leaves.
void Machine::lower_with(int32_t row, const Form &form, int32_t context, int32_t visible) {
    Found found = split(row, form.parts);
    const int32_t swallowed = new_label(), outer = handler_;
    const size_t from = mark();
    for (int32_t child : found.rest) {
        if (holds_code(child)) add_walk(child, context, visible);
    }
    add(Op::BEGIN_WITH, swallowed);
    add_walks(found.get(part::body_));
    add(Op::END_WITH, swallowed, outer);
    flush(from);
}

void Machine::end_with(int32_t swallowed, int32_t outer) {
    const int32_t after = block_;
    handler_ = outer;
    const bool alive = after >= 0 && live_[after];
    if (alive && outer < 0) return;  // the label stays unplaced, and edges to it lead nowhere
    arrive(swallowed);
    if (outer >= 0) edge(outer);
    if (alive) block_ = after;
}
