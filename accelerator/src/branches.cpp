// Conditions and branches. As codestruct.lowering.branches.
#include "machine.hpp"

#include <algorithm>

// Evaluate a condition and leave to label `yes` or `no`; and, or and not decide as they are read.
void Machine::lower_condition(int32_t row, int32_t yes, int32_t no) {
    const size_t from = mark();
    if (const Form *known = form(row)) {
        if (known->name == form::group_) {
            RowList inner = named_children(row);
            if (!inner.empty()) {
                for (size_t i = 0; i + 1 < inner.size(); i++) add_walk(inner[i]);
                add(Op::CONDITION, inner.back(), yes, no);
                return flush(from);
            }
        }
        if ((known->name == form::logic_ || known->name == form::not_) && lower_operator(row, *known, yes, no)) return;
        if (known->name == form::chain_ && what[row] == 2) {
            add_chain(row, no);  // what an optional link leaves out is not true
            add(Op::DECIDE, static_cast<int32_t>(Truth::UNKNOWN), yes, no);
            return flush(from);
        }
    }
    add_walk(row);
    add(Op::DECIDE, static_cast<int32_t>(constant(row)), yes, no);
    flush(from);
}

// Lower a condition that is an and, an or or a not; false where the operator is another one.
bool Machine::lower_operator(int32_t row, const Form &form, int32_t yes, int32_t no) {
    Found found = split(row, form.parts);
    if (form.name == form::not_) {
        const int32_t operand = found.take(part::operand_);
        if (operand < 0 || !spells(row, form, form.not_, true)) return false;
        add(Op::CONDITION, operand, no, yes);
        return true;
    }
    const int32_t left = found.take(part::left_), right = found.take(part::right_);
    const bool conjunction = spells(row, form, form.and_);
    if (left < 0 || right < 0 || !(conjunction || spells(row, form, form.or_))) return false;
    const int32_t middle = new_label();
    const size_t from = mark();
    if (conjunction) {
        add(Op::CONDITION, left, middle, no);
    } else {
        add(Op::CONDITION, left, yes, middle);
    }
    add(Op::PLACE, middle);
    add(Op::CONDITION, right, yes, no);
    flush(from);
    return true;
}

void Machine::decide(Truth truth, int32_t yes, int32_t no) {
    if (truth != Truth::FALSE) edge(yes);
    if (truth != Truth::TRUE) edge(no);
    block_ = NOWHERE;
}

// The condition of a branch or a loop: one test, or clauses in a list that must all hold, and may bind names.
void Machine::lower_tests(int32_t row, int32_t test, int32_t yes, int32_t no) {
    const Form &construct = *form(row);
    const size_t from = mark();
    if (!(construct.parts.present >> part::binds_ & 1)) {
        add(Op::CONDITION, test, yes, no);
        return;
    }
    Found found = split(row, construct.parts);
    RowList bound = found.get(part::binds_), tests = found.get(part::test_), parts = bound, clause;
    parts.append(tests);
    std::sort(parts.begin(), parts.end());
    const int32_t last = parts.back();
    for (int32_t child = parts[0]; child <= last;) {
        if (bound.holds(child) || tests.holds(child)) clause.push_back(child);
        const int32_t following = stop[child];
        if (following > last || !(tables.named[kind[child]] || tests.holds(child))) {
            const int32_t more = new_label();
            add_clause(clause, bound, more, no);
            add(Op::PLACE, more);
            clause = RowList();
        }
        child = following;
    }
    add(Op::LEAVE, yes);
    flush(from);
}

void Machine::add_clause(const RowList &clause, const RowList &bound, int32_t yes, int32_t no) {
    int32_t equals = -1;  // the row of the `=`
    bool binds = false;
    RowList code;
    for (int32_t row : clause) {
        if (equals < 0 && text(row) == "=") equals = row;
        if (holds_code(row)) code.push_back(row);
        binds |= bound.holds(row);
    }
    if (equals < 0 && !binds) {
        if (!code.empty()) add(Op::CONDITION, code.back(), yes, no);
        return;
    }
    const int32_t matched = new_label();
    RowList value;
    for (int32_t row : code) {
        if (equals < 0) {
            add(Op::ENTER, row, PLAIN, 0);
        } else if (row > equals) {
            value.push_back(row);
        }
    }
    add_walks(value);
    add(Op::EDGE, no);
    add(Op::PLACE, matched);
    int32_t context = PLAIN;
    const int32_t seen = end[clause.back()];
    for (int32_t row : clause) {
        if (equals < 0 || row >= equals) break;
        if (effect[row] && tables.effects[effect[row]].siblings) context = context_below(row, context);
    }
    for (int32_t row : code) {
        if (equals < 0 || row >= equals) break;
        if (bound.holds(row)) {
            add(Op::ENTER, row, context_below(row, PLAIN), seen);
        } else {
            add_walk(row, context, seen);
        }
    }
    add(Op::LEAVE, yes);
}

// A short-circuit operator or a negation as a value; branches only where an operand does more than read.
void Machine::lower_logic(int32_t row, const Form &form, int32_t context, int32_t visible) {
    Found found = split(row, form.parts);
    const int32_t right = found.take(part::right_), left = found.take(part::left_);
    const size_t from = mark();
    if (form.assigns.truth && right >= 0 && (spells(row, form, form.and_) || spells(row, form, form.or_))) {
        const int32_t end = new_label(), no = new_label();
        for (int32_t child : found.get(part::left_)) add(Op::ENTER, child, context_below(child, PLAIN), visible);
        add(Op::EDGE, end);
        add(Op::PLACE, no);
        add_walk(right);
        add(Op::DEFINE_DEFERRED, static_cast<int32_t>(deferred_.size()));
        add(Op::PLACE, end);
        return flush(from);
    }
    if (form.name != form::logic_ || left < 0 || right < 0 || !is_active(row) ||
        !(spells(row, form, form.and_) || spells(row, form, form.or_))) {
        return add_children(row, context, visible);
    }
    const int32_t end = new_label();
    add(Op::CONDITION, row, end, end);
    add(Op::PLACE, end);
    flush(from);
}

// The rows of a test, the last of which decides; -1 where there is none.
RowList Machine::split_test(const Found &found) const {
    RowList rows = found.get(part::test_), counted;
    if (rows.empty()) return RowList{-1};
    if (found.names(part::binds_)) return RowList{rows[0]};  // all of them decide
    for (int32_t row : rows) {
        if (tables.counts[kind[row]]) counted.push_back(row);
    }
    return counted.empty() ? RowList{rows[0]} : counted;
}

// An if or a conditional expression, with any number of further arms.
void Machine::lower_branch(int32_t row, const Form &form, int32_t context, int32_t visible) {
    Found found = split(row, form.parts);
    RowList tests = split_test(found), before = found.rest, then = found.get(part::then_);
    const int32_t test = tests.back();
    if (test < 0 || !is_active(row)) return add_children(row, context, visible);
    for (size_t i = 0; i + 1 < tests.size(); i++) before.push_back(tests[i]);
    std::sort(before.begin(), before.end());
    const int32_t end = new_label(), yes = new_label(), no = new_label();
    const bool negated = is_negated(row, form);
    const size_t from = mark();
    add_walks(before);
    add(Op::TESTS, row, test, negated ? no : yes, negated ? yes : no);
    add(Op::PLACE, yes);
    add_walks(then, context, visible);
    add(Op::LEAVE, end);
    add(Op::PLACE, no);
    add(Op::ARMS, keep(found.get(part::else_)), 0, end, context, visible);
    for (int32_t child : then) add_walks(find_overhang(child));
    flush(from);
}

// The arms after the first, each tried where those before it did not hold.
void Machine::lower_arms(int32_t arms, int32_t first, int32_t end, int32_t context, int32_t visible) {
    if (first == static_cast<int32_t>(lists_[arms].size())) return place(end);
    const int32_t arm = lists_[arms][first];
    const Form *known = form(arm);
    const size_t from = mark();
    if (!known || known->name != form::arm_) {
        add_walk(arm, context, visible);
    } else {
        Found found = split(arm, known->parts);
        const int32_t yes = new_label(), no = new_label(), test = found.take(part::test_);
        if (test >= 0) add(Op::CONDITION, test, yes, no);
        add(Op::PLACE, yes);
        add_walks(found.get(part::then_), context, visible);
        add(Op::LEAVE, end);
        add(Op::PLACE, no);
    }
    add(Op::ARMS, arms, first + 1, end, context, visible);
    flush(from);
}

// Patterns of which one matches: each may define the same names.
void Machine::lower_alternatives(int32_t row, int32_t context, int32_t visible) {
    RowList choices = named_children(row);
    const int32_t end = new_label();
    const size_t from = mark();
    for (size_t i = 0; i + 1 < choices.size(); i++) {
        const int32_t following = new_label();
        add(Op::EDGE, following);
        add(Op::PLACE, new_label());
        add_walk(choices[i], context, visible);
        add(Op::LEAVE, end);
        add(Op::PLACE, following);
    }
    if (!choices.empty()) add_walks(RowList{choices.back()}, context, visible);
    add(Op::PLACE, end);
    flush(from);
}

// A target with a value for where there is none: the value may be evaluated, then the target is defined.
void Machine::lower_default(int32_t row, const Form &form, int32_t context, int32_t visible) {
    Found found = split(row, form.parts);
    RowList values = found.get(part::value_);
    const int32_t past = new_label();
    const bool branches = std::any_of(values.begin(), values.end(), [&](int32_t value) { return is_active(value); });
    const size_t from = mark();
    if (branches) {
        add(Op::EDGE, past);
        add(Op::PLACE, new_label());
    }
    add_walks(values, context, visible);
    if (branches) add(Op::PLACE, past);
    add_walks(found.rest, context, visible);
    flush(from);
}

// A chain of members, indices and calls: what comes after an optional link is evaluated or all left out.
void Machine::lower_chain(int32_t row, int32_t context, int32_t visible) {
    const int32_t past = new_label();
    const size_t from = mark();
    add_chain(row, past);
    add(Op::PLACE, past);
    flush(from);
}

void Machine::add_chain(int32_t row, int32_t past) {
    std::vector<RowList> links;  // the outermost first
    int32_t link = row;
    for (const Form *known = form(row); known && known->name == form::chain_;) {
        Found found = split(link, known->parts);
        links.push_back(found.rest);
        link = found.take(part::object_);
        known = link >= 0 ? form(link) : nullptr;
    }
    if (link >= 0) add_walks(RowList{link});
    for (auto rest = links.rbegin(); rest != links.rend(); ++rest) {
        if (std::any_of(rest->begin(), rest->end(), [&](int32_t child) { return tables.is_chain_token[kind[child]]; })) {
            add(Op::EDGE, past);
            add(Op::PLACE, new_label());
        }
        add_walks(*rest);
    }
}

// A declaration whose pattern may fail: its value is read, then names are bound, or what stands for it runs.
void Machine::lower_bind(int32_t row, const Form &form, int32_t context, int32_t visible) {
    Found found = split(row, form.parts);
    const int32_t bound = new_label();
    RowList otherwise = found.get(part::else_);
    const size_t from = mark();
    add_walks(found.get(part::value_));
    if (!otherwise.empty()) {
        add(Op::EDGE, bound);
        add(Op::PLACE, new_label());
        add_walks(otherwise);
        add(Op::PLACE, bound);
    }
    add_walks(found.rest, context, visible);
    flush(from);
}

// An assertion: what follows runs where the test holds.
void Machine::lower_assert(int32_t row, const Form &form, int32_t context, int32_t visible) {
    Found found = split(row, form.parts);
    const int32_t test = found.take(part::test_);
    if (test < 0 || !is_active(row)) return add_children(row, context, visible);
    const int32_t yes = new_label(), no = new_label();
    const size_t from = mark();
    add(Op::CONDITION, test, yes, no);
    add(Op::PLACE, no);
    add_walks(found.rest);
    add(Op::THROW);
    add(Op::PLACE, yes);
    flush(from);
}
