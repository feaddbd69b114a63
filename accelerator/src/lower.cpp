// Which construct a row is, and the program once all rows are lowered. As codestruct.lowering.
#include "machine.hpp"
#include "table_of_keys.hpp"

#include <algorithm>
#include <deque>

// Lower a row that is more than its children in order.
void Machine::lower_row(int32_t row, int32_t context, int32_t visible) {
    if (adopted.count(row)) return;  // the body of the function before it, lowered there
    if (detours.count(row)) {
        lower_detour(row, context, visible);
    } else {
        lower_here(row, context, visible);
    }
}

void Machine::lower_here(int32_t row, int32_t context, int32_t visible) {
    const ScopeRule *opens = rule(row);
    const Form *construct = form(row);
    if (opens && opens->kind == scope::function_ && opens_none(row, *opens)) opens = nullptr;
    if (opens) {
        if (opens->kind == scope::function_) return lower_function(row, *opens);
        if (opens->kind == scope::class_) return lower_class(row, *opens);
        const int32_t outer = scope_;
        if (!construct || construct->name != form::comprehension_) {
            enter_block(row);
            add(Op::RESTORE_SCOPE, outer);
        }
    }
    const bool acts = construct && construct->name != form::arm_ && construct->name != form::group_ &&
                      construct->name != form::generator_ && construct->name != form::header_;
    if (acts) {
        if (!pending_labels_.empty() && (construct->name == form::branch_ || construct->name == form::try_)) {
            const int32_t end = new_label();
            all_controls_.push_back({Control::LABEL, std::move(pending_labels_), end, NOWHERE, {}});
            pending_labels_.clear();
            const size_t from = mark();
            add(Op::ENTER_CONTROL, static_cast<int32_t>(all_controls_.size()) - 1);
            add(Op::FORM, row, context, visible);
            add(Op::EXIT_CONTROL);
            add(Op::PLACE, end);
            return flush(from);
        }
        lower_form(row, *construct, context, visible);
    } else if (tables.has_order[kind[row]]) {
        lower_in_order(row, tables.order[kind[row]], context, visible);
    } else if (opens && opens->parts.present >> part::outer_ & 1) {
        lower_in_order(row, {}, context, visible);
    } else {
        add_children(row, context, visible);
    }
}

void Machine::lower_form(int32_t row, const Form &form, int32_t context, int32_t visible) {
    switch (form.name) {
    case form::branch_: return lower_branch(row, form, context, visible);
    case form::logic_:
    case form::not_: return lower_logic(row, form, context, visible);
    case form::loop_: return lower_loop(row, form, context, visible);
    case form::switch_: return lower_switch(row, form);
    case form::case_: return lower_case(row, visible);
    case form::try_: return lower_try(row, form, context, visible);
    case form::handler_: return lower_handler(row, form, context, visible);
    case form::with_: return lower_with(row, form, context, visible);
    case form::jump_: return lower_jump(row, form);
    case form::label_: return lower_label(row, form, context, visible);
    case form::alternatives_: return lower_alternatives(row, context, visible);
    case form::aside_: return lower_aside(row, form, context, visible);
    case form::assert_: return lower_assert(row, form, context, visible);
    case form::bind_: return lower_bind(row, form, context, visible);
    case form::comprehension_: return lower_comprehension(row, form);
    case form::call_: return lower_call(row, context, visible);
    case form::default_: return lower_default(row, form, context, visible);
    case form::chain_: return lower_chain(row, context, visible);
    default: add_children(row, context, visible);
    }
}

// The children of a row: those in no named field first, then those of the fields in the order of the language.
void Machine::lower_in_order(int32_t row, const Ints &fields, int32_t context, int32_t visible) {
    std::vector<RowList> ordered(fields.size() + 1);
    for (int32_t child = row + 1; child < stop[row]; child = stop[child]) {
        size_t place = 0;
        for (size_t i = 0; i < fields.size(); i++) {
            if (fields[i] == field[child]) place = i + 1;
        }
        ordered[place].push_back(child);
    }
    const size_t from = mark();
    for (const RowList &rows : ordered) add_walks(rows, context, visible);
    flush(from);
}

// The text of a label as Python compares it; without the marks around it.
std::string Machine::label_text(int32_t row, bool strip) const {
    std::string found(text(row));
    for (unsigned char one : found) {
        if (one < 0x80) continue;  // else bytes that are no UTF-8 are read as U+FFFD
        Ref decoded(check(PyUnicode_DecodeUTF8(found.data(), found.size(), "replace")));
        Py_ssize_t size;
        const char *data = PyUnicode_AsUTF8AndSize(decoded.get(), &size);
        if (!data) throw PythonError();
        found.assign(data, size);
        break;
    }
    if (!strip) return found;
    const size_t first = found.find_first_not_of("@:'");
    return first == std::string::npos ? "" : found.substr(first, found.find_last_not_of("@:'") - first + 1);
}

// The name of the class in whose body a row stands, empty for none.
std::string Machine::name_class(int32_t row) {
    Ints passed;
    std::string name;
    for (int32_t above; (above = parent[row]) >= 0; row = above) {
        auto known = class_names_.find(row);
        if (known != class_names_.end()) {
            name = known->second;
            break;
        }
        passed.push_back(row);
        const ScopeRule *opens = rule(above);
        if (!opens || opens->kind != scope::class_) continue;
        Found found = split(above, opens->parts);
        if (!found.get(part::body_).holds(row)) continue;
        for (int32_t one : found.get(part::name_)) name += text(one);
        break;
    }
    for (int32_t one : passed) class_names_[one] = name;
    return name;
}

// The different names, in order of their first occurrence, and the number of each row's name.
void Machine::number_names(Program &program, const Ints &rows) {
    const bool apart = std::any_of(program.visible.begin(), program.visible.end(), [](int32_t v) { return v < 0; });
    const std::string &prefix = tables.private_prefix;
    const bool mangles = !prefix.empty() && tree.data.find(prefix) != std::string_view::npos;
    std::deque<std::string> made;  // spelled otherwise than in the source
    KeyTable buckets(rows.size());
    std::vector<std::pair<std::string_view, bool>> keys;
    Ints next, first;
    for (size_t i = 0; i < rows.size(); i++) {
        std::string_view key = text(rows[i]);
        if (mangles && key.substr(0, prefix.size()) == prefix &&
            (key.size() < prefix.size() || key.substr(key.size() - prefix.size()) != prefix)) {
            std::string owner = name_class(rows[i]);
            owner.erase(0, owner.find_first_not_of('_') == std::string::npos ? owner.size() : owner.find_first_not_of('_'));
            if (!owner.empty()) key = made.emplace_back("_" + owner + std::string(key));
        }
        const bool other = apart && program.visible[i] < 0;
        bool fresh;
        int32_t &head = buckets.insert(std::hash<std::string_view>()(key) * 2 + other, -1, &fresh);
        int32_t found = fresh ? -1 : head;
        while (found >= 0 && keys[found] != std::pair(key, other)) found = next[found];
        if (found < 0) {
            found = static_cast<int32_t>(keys.size());
            keys.emplace_back(key, other);
            next.push_back(fresh ? -1 : head);
            first.push_back(rows[i]);
            head = found;
        }
        program.name.push_back(found);
    }
    program.names = Ref(check(PyTuple_New(first.size())));
    for (size_t n = 0; n < first.size(); n++) {
        std::string_view spelled = text(first[n]);
        PyTuple_SET_ITEM(program.names.get(), n, check(PyUnicode_DecodeUTF8(spelled.data(), spelled.size(), "replace")));
    }
}

// The program, its labels resolved and its sites in source order.
std::unique_ptr<Program> Machine::finish(const Ints &owner) {
    auto program = std::make_unique<Program>();
    program->successors = close();
    Ints rank(name_rows.size(), -1), rows;
    for (size_t site = 0; site < name_rows.size(); site++) {
        if (site_scope_[site] < 0) continue;  // it stands where the language says that it is none
        const int32_t row = name_rows[site];
        rank[site] = static_cast<int32_t>(rows.size());
        rows.push_back(row);
        program->start.push_back(start[row]);
        program->end.push_back(end[row]);
        program->item.push_back(owner[row]);
        program->role.push_back(role_[site]);
        program->intro.push_back(intro_[site]);
        program->scope.push_back(site_scope_[site]);
        program->visible.push_back(visible_[site]);
    }
    if (rows.size() < name_rows.size()) {
        for (Ints &events : blocks_) {
            for (int32_t &event : events) {
                if ((event & 7) != CREATE) event = rank[event >> 3] * 8 + (event & 7);
            }
        }
    }
    for (const auto &[site, ends] : until_) {
        if (rank[site] >= 0) program->until[rank[site]] = ends;
    }
    number_names(*program, rows);
    program->scope_parent = std::move(scope_parent_);
    program->scope_kind = std::move(scope_kind_);
    program->unit_parent = std::move(unit_parent_);
    program->unit_entry = std::move(unit_entry_);
    program->blocks = std::move(blocks_);
    program->block_unit = std::move(block_unit_);
    program->late = timed_out_;
    return program;
}

std::unique_ptr<Program> lower_tree(const Tree &tree, const Ints &owner, double max_seconds) {
    Machine machine(tree, max_seconds);
    machine.run();
    return machine.finish(owner);
}
