// Machine: a tree is lowered by a stack of tasks, never by recursion. As codestruct.lowering.machine and blocks.
#pragma once
#include "program.hpp"

#include <map>
#include <string>
#include <tuple>

// What a place says, in a context, beside its role and the scope (times eight) that names are introduced in.
enum Context : int32_t { ENTRY = 128, LAST = 256, APART = 512, SMALL = 1024, SILENT = 7 };

enum class Op : uint8_t {
    WALK, WALK_AROUND, RESTORE_SCOPE, ENTER, DEFINE_DEFERRED, ENTER_BLOCK, PLACE, EDGE, LEAVE, DIE, CUT, ENTER_CONTROL,
    EXIT_CONTROL, CONDITION, DECIDE, TESTS, ARMS, JUMP, END_BODY, HANDLERS, FINISH, RESTORE_HANDLER, FAN_OUT, ROUTE, FORGET_LABELS,
    BEGIN_WITH, END_WITH, UNBIND, OPEN, CREATE_UNIT, HOIST, BEGIN_BODY, BEGIN_UNIT, END_UNIT, WALK_OUTSIDE, WALK_INSIDE,
    PUT_BACK, OPEN_NAMED, THROW, SWITCH, TRY_CASE, CASE_BODY, SCATTERED, HERE, FORM, ASIDE, END_ASIDE,
};

struct Task {
    Op op;
    int32_t a = 0, b = 0, c = 0, d = 0, e = 0;
};

using Labels = std::vector<std::string>;

// One construct around the code that is being lowered, as a jump out of it sees it.
struct Control {
    enum Kind : uint8_t { LOOP, SWITCH, LABEL, CASE, TRY, FINALLY } kind;
    Labels labels;
    int32_t break_to = NOWHERE, continue_to = NOWHERE;
    std::vector<std::pair<int32_t, int32_t>> pending;  // of a finally: where a jump goes on to, its copy's label
    bool has(const std::string &label) const;
};

struct Frame {
    int32_t block, unit, scope, handler;
    Ints controls;
    Labels labels;
};

// The labels of one switch: where each case is tried, and where its body starts.
struct Plan {
    RowList cases;
    int32_t end;
    bool exhaustive;
    Ints bodies;
    Flags defaults, falls;
    bool last_fits = false;  // where none before did, as the compiler sees to
};

class Machine : public Rows {
public:
    Machine(const Tree &tree, double max_seconds);
    std::unique_ptr<Program> finish(const Ints &owner);
    void run();

private:
    // the tasks (machine.cpp)
    size_t mark() const { return tasks_.size(); }
    void add(Op op, int32_t a = 0, int32_t b = 0, int32_t c = 0, int32_t d = 0, int32_t e = 0) {
        tasks_.push_back({op, a, b, c, d, e});
    }
    void add_walk(int32_t row, int32_t context = PLAIN, int32_t visible = 0);
    void add_walks(const RowList &rows, int32_t context = PLAIN, int32_t visible = 0);
    void add_children(int32_t row, int32_t context, int32_t visible) {
        add(Op::WALK, row + 1, stop[row], context, visible);
    }
    void flush(size_t mark);  // what was added since then is done next, the first one first
    int32_t keep(RowList rows);
    void perform(const Task &task);
    void perform_construct(const Task &task);
    void walk(int32_t row, int32_t limit, int32_t context, int32_t visible);
    void enter(int32_t row, int32_t context, int32_t visible);
    void first_name(int32_t row, int32_t context, int32_t visible, bool capture);
    int32_t context_below(int32_t row, int32_t context) const;
    int32_t seen_from(int32_t row) const;

    // the program while it grows (blocks.cpp)
    int32_t new_block();
    int32_t new_label();
    void edge(int32_t label);
    bool can_raise() const;
    int32_t goto_label(const std::string &name);
    void leave(int32_t label);
    void place(int32_t label);
    void arrive(int32_t label);
    void cut();
    void emit(int32_t event);
    void emit_outside(int32_t event);
    void open_scope(int32_t row, int32_t kind);
    void enter_block(int32_t row);
    void read(int32_t first, int32_t last);
    void occur(int32_t row, int32_t context, int32_t visible);
    void define_deferred(size_t count);
    void resolve_gotos();
    std::vector<Ints> close();
    void number_names(Program &program, const Ints &rows);
    std::string name_class(int32_t row);
    std::string label_text(int32_t row, bool strip) const;

    // rows (lower.cpp)
    void lower_row(int32_t row, int32_t context, int32_t visible);
    void lower_here(int32_t row, int32_t context, int32_t visible);
    void lower_form(int32_t row, const Form &form, int32_t context, int32_t visible);
    void lower_in_order(int32_t row, const Ints &fields, int32_t context, int32_t visible);

    // branches.cpp
    void lower_condition(int32_t row, int32_t yes, int32_t no);
    bool lower_operator(int32_t row, const Form &form, int32_t yes, int32_t no);
    void decide(Truth truth, int32_t yes, int32_t no);
    void lower_tests(int32_t row, int32_t test, int32_t yes, int32_t no);
    void add_clause(const RowList &clause, const RowList &bound, int32_t yes, int32_t no);
    void lower_logic(int32_t row, const Form &form, int32_t context, int32_t visible);
    RowList split_test(const Found &found) const;
    void lower_branch(int32_t row, const Form &form, int32_t context, int32_t visible);
    void lower_arms(int32_t arms, int32_t first, int32_t end, int32_t context, int32_t visible);
    void lower_alternatives(int32_t row, int32_t context, int32_t visible);
    void lower_default(int32_t row, const Form &form, int32_t context, int32_t visible);
    void lower_chain(int32_t row, int32_t context, int32_t visible);
    void add_chain(int32_t row, int32_t past);
    void lower_bind(int32_t row, const Form &form, int32_t context, int32_t visible);
    void lower_assert(int32_t row, const Form &form, int32_t context, int32_t visible);

    // loops.cpp
    void lower_loop(int32_t row, const Form &form, int32_t context, int32_t visible);
    void split_headers(Found &found);
    void split_generators(int32_t row, Found &found);
    bool tests_after(const Form &form, const Found &found) const;
    int32_t sibling_context(int32_t row) const;
    void lower_comprehension(int32_t row, const Form &form);
    bool defines_more(int32_t clause) const;
    void lower_detour(int32_t row, int32_t context, int32_t visible);
    void lower_label(int32_t row, const Form &form, int32_t context, int32_t visible);
    void lower_aside(int32_t row, const Form &form, int32_t context, int32_t visible);
    void add_aside(const Task &inside);

    // switches.cpp
    void lower_switch(int32_t row, const Form &form);
    RowList find_cases(int32_t top) const;
    void lower_scattered(int32_t plan, int32_t top);
    void lower_case(int32_t row, int32_t visible);
    void try_case(int32_t plan, int32_t index);
    void test_case(int32_t plan, int32_t index);
    bool is_default(int32_t row) const;
    bool captures_all(int32_t test) const;
    void lower_case_body(int32_t plan, int32_t index);

    // exceptions.cpp
    void lower_jump(int32_t row, const Form &form);
    void lower_call(int32_t row, int32_t context, int32_t visible);
    void go(int32_t to, int32_t name, int32_t levels);
    int32_t jump_target(int32_t to, const std::string &name, int32_t levels) const;
    void route(int32_t key);
    void lower_try(int32_t row, const Form &form, int32_t context, int32_t visible);
    void lower_handlers(int32_t handlers, int32_t inner, int32_t after, int32_t outside);
    bool catches_all(int32_t handler) const;
    bool is_bare(int32_t handler) const;
    void lower_handler(int32_t row, const Form &form, int32_t context, int32_t visible);
    void unbind(int32_t header);
    void finish_try(int32_t final, int32_t control, int32_t outer);
    void fan_out(int32_t keys, int32_t end);
    void forget_labels(size_t known);
    void lower_with(int32_t row, const Form &form, int32_t context, int32_t visible);
    void end_with(int32_t swallowed, int32_t outer);

    // functions.cpp
    void lower_function(int32_t row, const ScopeRule &rule);
    void add_inside(int32_t row, const RowList &inside, const RowList &body, bool inner);
    bool is_hoisted(int32_t row, const ScopeRule &rule) const;
    void create(int32_t row, bool hoisted);
    void begin_unit(int32_t row);
    void end_unit();
    RowList outside_rows(int32_t row) const;
    void walk_inside(int32_t row);
    void put_back(int32_t rows, int32_t saved);
    void lower_class(int32_t row, const ScopeRule &rule);
    void open_named(int32_t row, int32_t name);

    std::vector<Task> tasks_;
    double max_seconds_;
    Ints role_, intro_, visible_, site_scope_;
    std::unordered_map<int32_t, int32_t> until_, scope_of_, unit_of_, outer_scope_, case_label_;
    std::unordered_map<std::string, int32_t> named_scopes_;
    std::unordered_map<int32_t, std::string> class_names_;
    Ints scope_parent_{-1}, scope_kind_{MODULE}, unit_parent_{-1}, unit_entry_{0};
    std::vector<Ints> blocks_{1};
    Ints block_unit_{0};
    std::unordered_map<int32_t, Ints> entry_events_, hoisted_;  // by unit
    std::unordered_map<int32_t, std::pair<int32_t, int32_t>> body_at_;
    Ints edge_source_, edge_label_, label_block_;
    Flags live_{1}, reached_;  // by block; by label
    int32_t block_ = 0, unit_ = 0, scope_ = 0, handler_ = NOWHERE, copies_ = 0;
    std::vector<Control> all_controls_;
    Ints controls_;  // those around, innermost last
    struct Goto { int32_t unit, scope; std::string name; int32_t label; };
    std::vector<Goto> gotos_;
    std::map<std::tuple<int32_t, int32_t, std::string>, int32_t> goto_labels_;
    Labels pending_labels_;
    std::vector<Frame> frames_;
    std::vector<std::pair<Ints, int32_t>> asides_;
    bool hoisting_ = false, timed_out_ = false;
    Ints deferred_;
    std::vector<RowList> lists_;
    std::vector<std::string> texts_;
    std::vector<Plan> plans_;
};
