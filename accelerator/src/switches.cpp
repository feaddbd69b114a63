// Switches and matches: cases tried in order, or labels inside a body. As codestruct.lowering.switches.
#include "machine.hpp"

#include <algorithm>

// A switch or match: the cases are tried in order, each body runs to the end or falls through to the next.
void Machine::lower_switch(int32_t row, const Form &form) {
    Found found = split(row, form.parts);
    const int32_t body = found.take(part::body_), top = body >= 0 ? body : row;
    Plan plan{find_cases(top), new_label(), form.exhaustive.truth, {}, {}, {}, false};
    RowList ahead = found.get(part::subject_);
    for (int32_t child : found.rest) {
        if (!std::binary_search(plan.cases.begin(), plan.cases.end(), child)) ahead.push_back(child);
    }
    if (form.exhaustive_in_expressions) {
        const int32_t around = kind[tree.above(row)];
        plan.exhaustive = !(tables.is_body[around] || tables.is_wrapper[around]);
    }
    bool scattered = body >= 0 && plan.cases.empty();
    for (int32_t one : plan.cases) {
        const ::Form &known = *this->form(one);
        scattered |= parent[one] != top || known.scattered.truth;
        plan.bodies.push_back(new_label());
        plan.defaults.push_back(is_default(one));
        const Word &word = known.fallthrough;
        plan.falls.push_back(!word.given ? form.fallthrough.truth : word.is_list ? has_token(one, word) : word.truth);
    }
    plan.last_fits = form.checked.truth && std::find(plan.defaults.begin(), plan.defaults.end(), 1) == plan.defaults.end();
    const int32_t end = plan.end, left = !form.breaks.given || form.breaks.truth ? end : NOWHERE;
    all_controls_.push_back(
        {Control::SWITCH, std::move(pending_labels_), left, form.continues.truth ? end : NOWHERE, {}});
    pending_labels_.clear();
    plans_.push_back(std::move(plan));
    const int32_t number = static_cast<int32_t>(plans_.size()) - 1;
    const size_t from = mark();
    add_walks(ahead);
    if (body >= 0) add(Op::ENTER_BLOCK, body);
    add(Op::ENTER_CONTROL, static_cast<int32_t>(all_controls_.size()) - 1);
    if (scattered) {
        add(Op::SCATTERED, number, top);
    } else {
        add(Op::TRY_CASE, number, 0);
    }
    add(Op::EXIT_CONTROL);
    if (body >= 0) add(Op::RESTORE_SCOPE, scope_);
    add(Op::PLACE, end);
    flush(from);
}

// The cases of a switch: its body's children, and in C whatever stands below them outside another switch.
RowList Machine::find_cases(int32_t top) const {
    RowList cases;
    for (int32_t row = top + 1; row < stop[top];) {
        const Form *known = form(row);
        if (known && known->name == form::case_) {
            cases.push_back(row);
            row = known->scattered.truth ? row + 1 : stop[row];
        } else if ((known && known->name == form::switch_) || tables.is_function[kind[row]]) {
            row = stop[row];
        } else {
            row++;
        }
    }
    return cases;
}

// A switch whose cases are labels in its body: control enters at any of them, and runs on from there.
void Machine::lower_scattered(int32_t number, int32_t top) {
    const Plan &plan = plans_[number];
    for (size_t i = 0; i < plan.cases.size(); i++) {
        case_label_[plan.cases[i]] = plan.bodies[i];
        edge(plan.bodies[i]);
    }
    if (std::find(plan.defaults.begin(), plan.defaults.end(), 1) == plan.defaults.end()) edge(plan.end);
    if (!plan.cases.empty()) block_ = NOWHERE;  // else macros hide them, and control may come to all of it
    add_children(top, PLAIN, 0);
}

// A case met in the walk of its switch's body: control comes here from the switch, and from above.
void Machine::lower_case(int32_t row, int32_t visible) {
    auto known = case_label_.find(row);
    if (known != case_label_.end()) place(known->second);
    RowList late = find_overhang(row);
    add(Op::WALK, row + 1, late.empty() ? stop[row] : late[0], PLAIN, visible);
}

// Whether a case is the one for everything else: by its kind, by a test's text, or because it has no test.
bool Machine::is_default(int32_t row) const {
    const Form &known = *form(row);
    RowList tests = split(row, known.parts).get(part::test_);
    const Word &word = known.default_;
    if (!word.is_list) return word.given ? word.truth : tests.empty();
    return std::any_of(tests.begin(), tests.end(), [&](int32_t test) { return word.holds(text(test)); });
}

// Try case `index`; past the last one, go to the default's body or to the end.
void Machine::try_case(int32_t number, int32_t index) {
    const Plan &plan = plans_[number];
    if (index < static_cast<int32_t>(plan.cases.size())) return test_case(number, index);
    auto otherwise = std::find(plan.defaults.begin(), plan.defaults.end(), 1);
    if (otherwise != plan.defaults.end()) {
        leave(plan.bodies[otherwise - plan.defaults.begin()]);
    } else if (plan.exhaustive) {
        block_ = NOWHERE;
    } else {
        leave(plan.end);
    }
    add(Op::CASE_BODY, number, 0);
}

void Machine::test_case(int32_t number, int32_t index) {
    const Plan &plan = plans_[number];
    const int32_t one = plan.cases[index], body = plan.bodies[index];
    if (plan.defaults[index]) return add(Op::TRY_CASE, number, index + 1);
    const Form &known = *form(one);
    Found found = split(one, known.parts);
    RowList tests = found.get(part::test_);
    const int32_t guard = found.take(part::guard_), no = new_label();
    const bool alone = tests.size() == 1 && (known.catch_all.holds(text(tests[0])) || captures_all(tests[0]));
    const bool last = plan.last_fits && index + 1 == static_cast<int32_t>(plan.cases.size());
    const bool any = guard < 0 && (alone || last);
    const bool active = std::any_of(tests.begin(), tests.end(), [&](int32_t test) { return is_active(test); });
    const size_t from = mark();
    add(Op::ENTER_BLOCK, one);
    if (guard >= 0 || active) {
        if (!any) add(Op::EDGE, no);
        add(Op::PLACE, new_label());
        add_walks(tests);
        if (guard >= 0) {
            const int32_t yes = new_label();
            add(Op::CONDITION, guard, yes, no);
            add(Op::PLACE, yes);
        }
        add(Op::LEAVE, body);
        add(Op::PLACE, no);
    } else {
        add_walks(tests);
        add(Op::EDGE, body);
        if (any) add(Op::DIE);
    }
    add(Op::RESTORE_SCOPE, scope_);
    add(Op::TRY_CASE, number, index + 1);
    flush(from);
}

// Whether a pattern is one bare captured name, which matches anything.
bool Machine::captures_all(int32_t test) const {
    int32_t name = -1, names = 0, captures = 0;
    for (int32_t row = test; row < stop[test]; row++) {
        if (what[row] == 1 && !names++) name = row;
        if (effect[row] && tables.effects[effect[row]].capture) captures++;
    }
    return names == 1 && captures == 1 && start[test] == start[name] && end[test] == end[name];
}

// The body of case `index`, reached from its test or by falling through from the one before.
void Machine::lower_case_body(int32_t number, int32_t index) {
    const Plan &plan = plans_[number];
    const int32_t count = static_cast<int32_t>(plan.cases.size()), end = plan.end;
    if (index == count) return leave(end);
    const int32_t one = plan.cases[index], following = index + 1 < count ? plan.bodies[index + 1] : end;
    place(plan.bodies[index]);
    all_controls_.push_back({Control::CASE, {}, following, NOWHERE, {}});
    const size_t from = mark();
    add(Op::ENTER_BLOCK, one);
    add(Op::ENTER_CONTROL, static_cast<int32_t>(all_controls_.size()) - 1);
    add_walks(split(one, form(one)->parts).rest);
    add(Op::EXIT_CONTROL);
    add(Op::RESTORE_SCOPE, scope_);
    if (!plan.falls[index]) add(Op::LEAVE, end);
    add(Op::CASE_BODY, number, index + 1);
    flush(from);
}
