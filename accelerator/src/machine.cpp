// Machine: the loop over tasks, and the walk over rows.
#include "machine.hpp"

#include <algorithm>
#include <chrono>

namespace {

constexpr int64_t CLOCK = (1 << 12) - 1;  // after so many tasks, plus one, the machine looks at the clock

// The context inside a place with an effect, whatever the source; -1 where names are none.
int32_t enter_place(const Effect &effect, int32_t context) {
    if (effect.ignore) return -1;
    int32_t role = context & 7, intro = context >> 3 & 15, entry = context & ENTRY;
    int32_t last = context & (LAST | APART | SMALL);
    if (effect.role >= 0) {
        role = effect.role;
        if (role == USE) intro = entry = last = 0;
    }
    if (effect.capture) role = DEFINE;
    if (effect.intro >= 0) intro = effect.intro;
    if (effect.entry) entry = ENTRY;
    if (effect.last) last |= LAST;
    if (effect.apart) last |= APART;
    if (effect.small) last |= SMALL;
    if (effect.silent) role = SILENT;
    return role | intro << 3 | entry | last;
}

// Whether a name begins with a small letter, of any script.
bool begins_small(std::string_view text) {
    if (text.empty()) return false;
    const unsigned char first = text[0];
    if (first < 0x80) return first >= 'a' && first <= 'z';
    Ref decoded(check(PyUnicode_DecodeUTF8(text.data(), text.size(), "replace")));
    return Py_UNICODE_ISLOWER(PyUnicode_READ_CHAR(decoded.get(), 0));
}

}  // namespace

Machine::Machine(const Tree &tree, double max_seconds) : Rows(tree), max_seconds_(max_seconds) {
    const size_t count = name_rows.size();
    role_.assign(count, USE);
    intro_.assign(count, 0);
    site_scope_.assign(count, NOWHERE);  // until the name occurs
    visible_.reserve(count);
    for (int32_t row : name_rows) visible_.push_back(tables.is_apart[kind[row]] ? NOWHERE : 0);
    for (int32_t row : matched) until_[names_before[row]] = find_region_end(row);
}

int32_t Machine::context_below(int32_t row, int32_t context) const {
    const Effect &place = tables.effects[effect[row]];
    if (place.capital && what[row] == 1 && begins_small(text(row))) return -1;
    if (place.condition) {
        const bool filled = has_field(parent[row], place.condition) || has_field(row, place.condition);
        if (place.unless && filled) return -1;
        if (!place.unless && !filled) {
            return place.otherwise == USE ? PLAIN : (enter_place(place, context) & ~7) | place.otherwise;
        }
    }
    return enter_place(place, context);
}

// The byte from which on the names of a place are seen: the end of the node around, if nothing else is said.
int32_t Machine::seen_from(int32_t row) const {
    const Effect &place = tables.effects[effect[row]];
    const int32_t around = parent[row];
    if (place.seen_end < 0) return end[around];
    for (int32_t child = around + 1; child < stop[around]; child = stop[child]) {
        if (field[child] == place.seen_field) return place.seen_end ? end[child] : start[child];
    }
    return end[row];
}

void Machine::add_walk(int32_t row, int32_t context, int32_t visible) {
    if (!outer_scope_.empty() && outer_scope_.count(row)) {
        add(Op::WALK_AROUND, row, context, visible);
    } else {
        add(Op::WALK, row, stop[row], context, visible);
    }
}

// The tasks of some rows, without those in which there is nothing to lower.
void Machine::add_walks(const RowList &rows, int32_t context, int32_t visible) {
    for (int32_t row : rows) {
        if (next_halt[row] < stop[row]) add_walk(row, context, visible);
    }
}

void Machine::flush(size_t mark) { std::reverse(tasks_.begin() + mark, tasks_.end()); }

int32_t Machine::keep(RowList rows) {
    lists_.push_back(std::move(rows));
    return static_cast<int32_t>(lists_.size()) - 1;
}

void Machine::enter(int32_t row, int32_t context, int32_t visible) {
    if (what[row] == 1) {
        occur(row, context, visible);
    } else if (what[row]) {
        lower_row(row, context, visible);
    } else {
        add_children(row, context, visible);
    }
}

void Machine::run() {
    using Clock = std::chrono::steady_clock;
    const auto begun = Clock::now();
    add(Op::WALK, 0, stop[0], PLAIN, 0);
    for (int64_t done = 1; !tasks_.empty(); done++) {
        if (!(done & CLOCK) && std::chrono::duration<double>(Clock::now() - begun).count() > max_seconds_) {
            timed_out_ = true;
            return;
        }
        const Task task = tasks_.back();
        tasks_.pop_back();
        perform(task);
    }
}

// Walk rows in order until one of them needs tasks of its own; the rest is then a task too.
void Machine::walk(int32_t row, int32_t limit, int32_t context, int32_t visible) {
    for (;;) {
        if (context == PLAIN) {
            const int32_t halt = std::min(next_stop[row], limit);
            if (names_before[row] < names_before[halt]) read(names_before[row], names_before[halt]);
            row = halt;
        } else {
            row = next_halt[row];
        }
        if (row >= limit) return;
        int32_t inner = context, known = visible;
        if (effect[row]) {
            inner = context_below(row, context);
            if (inner < 0) {
                row = stop[row];
                continue;
            }
            const Effect &place = tables.effects[effect[row]];
            if (place.intro >= 0) known = seen_from(row);
            const int32_t close = std::min(stop[parent[row]], limit);
            if (place.siblings) {  // for the rest of the node that it stands in, and no further
                add(Op::WALK, close, limit, context, visible);
                context = inner;
                limit = close;
            }
            if (place.last) {
                const int32_t end = std::min(stop[parent[row]], limit);
                add(Op::WALK, end, limit, context, visible);
                add(Op::DEFINE_DEFERRED, static_cast<int32_t>(deferred_.size()));
                add(Op::WALK, stop[row], end, context, visible);
                add(Op::ENTER, row, inner, known);
                return;
            }
            if (place.first || place.capture) {
                first_name(row, inner, known, place.capture);
                row = stop[row];
                continue;
            }
        }
        const bool changes = inner != context || known != visible;
        if (what[row] == 1) {
            occur(row, inner, known);
        } else if (what[row] || changes) {
            if (next_halt[stop[row]] < limit) add(Op::WALK, stop[row], limit, context, visible);
            if (what[row]) {
                lower_row(row, inner, known);
                return;
            }
            limit = stop[row];
            context = inner;
            visible = known;
        }
        row++;
    }
}

// Only the first name of `a.b.c` occurs; where bare names are captured, a dotted one is read.
void Machine::first_name(int32_t row, int32_t context, int32_t visible, bool capture) {
    int32_t first = -1, count = 0;
    for (int32_t leaf = row; leaf < stop[row]; leaf++) {
        if (what[leaf] != 1) continue;
        if (!count++) first = leaf;
    }
    if (count) occur(first, capture && count > 1 ? PLAIN : context, visible);
}

void Machine::perform(const Task &t) {
    switch (t.op) {
    case Op::WALK: return walk(t.a, t.b, t.c, t.d);
    case Op::WALK_AROUND: {
        add(Op::RESTORE_SCOPE, scope_);
        scope_ = outer_scope_[t.a];
        return add(Op::WALK, t.a, stop[t.a], t.b, t.c);
    }
    case Op::RESTORE_SCOPE: scope_ = t.a; return;
    case Op::ENTER: return enter(t.a, t.b, t.c);
    case Op::DEFINE_DEFERRED: return define_deferred(t.a);
    case Op::ENTER_BLOCK: return enter_block(t.a);
    case Op::PLACE: return place(t.a);
    case Op::EDGE: return edge(t.a);
    case Op::LEAVE: return leave(t.a);
    case Op::DIE: block_ = NOWHERE; return;
    case Op::CUT: return cut();
    case Op::ENTER_CONTROL: return controls_.push_back(t.a);
    case Op::EXIT_CONTROL: return controls_.pop_back();
    case Op::OPEN: return open_scope(t.a, t.b);
    case Op::HERE: return lower_here(t.a, t.b, t.c);
    case Op::FORM: return lower_form(t.a, *form(t.a), t.b, t.c);
    default: perform_construct(t);
    }
}

void Machine::perform_construct(const Task &t) {
    switch (t.op) {
    case Op::CONDITION: lower_condition(t.a, t.b, t.c); break;
    case Op::DECIDE: decide(static_cast<Truth>(t.a), t.b, t.c); break;
    case Op::TESTS: lower_tests(t.a, t.b, t.c, t.d); break;
    case Op::ARMS: lower_arms(t.a, t.b, t.c, t.d, t.e); break;
    case Op::JUMP: go(t.a, t.b, t.c); break;
    case Op::END_BODY: place(new_label()); handler_ = t.a; break;  // from here on its handlers are not in charge
    case Op::HANDLERS: lower_handlers(t.a, t.b, t.c, t.d); break;
    case Op::FINISH: finish_try(t.a, t.b, t.c); break;
    case Op::RESTORE_HANDLER: handler_ = t.a; break;
    case Op::FAN_OUT: fan_out(t.a, t.b); break;
    case Op::ROUTE: route(t.a); break;
    case Op::FORGET_LABELS: forget_labels(t.a); break;
    case Op::BEGIN_WITH: handler_ = t.a; cut(); break;
    case Op::END_WITH: end_with(t.a, t.b); break;
    case Op::UNBIND: unbind(t.a); break;
    case Op::CREATE_UNIT: create(t.a, t.b); break;
    case Op::HOIST: hoisting_ = t.a; break;
    case Op::BEGIN_BODY:
        if (block_ >= 0) body_at_[unit_] = {block_, static_cast<int32_t>(blocks_[block_].size())};
        break;
    case Op::BEGIN_UNIT: begin_unit(t.a); break;
    case Op::END_UNIT: end_unit(); break;
    case Op::WALK_OUTSIDE: {
        const size_t from = mark();
        add_walks(outside_rows(t.a));
        flush(from);
        break;
    }
    case Op::WALK_INSIDE: walk_inside(t.a); break;
    case Op::PUT_BACK: put_back(t.a, t.b); break;
    case Op::OPEN_NAMED: open_named(t.a, t.b); break;
    case Op::THROW:
        if (handler_ >= 0) edge(handler_);
        block_ = NOWHERE;
        break;
    case Op::SWITCH: lower_switch(t.a, *form(t.a)); break;
    case Op::TRY_CASE: try_case(t.a, t.b); break;
    case Op::CASE_BODY: lower_case_body(t.a, t.b); break;
    case Op::SCATTERED: lower_scattered(t.a, t.b); break;
    case Op::ASIDE:
        asides_.push_back({std::move(controls_), handler_});
        controls_.clear();
        handler_ = NOWHERE;
        break;
    case Op::END_ASIDE:
        controls_ = std::move(asides_.back().first);
        handler_ = asides_.back().second;
        asides_.pop_back();
        block_ = NOWHERE;
        break;
    default: break;
    }
}
