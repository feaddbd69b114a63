/* What passes between functions and calls, and members and elements of objects. */
struct counter { int total; int cells[3]; };
static int add(struct counter *c, int n) {
    c->total += n;
    /*          ^ reads: 3:39 */
    c->cells[n] = c->cells[0];
    return c->total;
}
int main(int argc, char **argv) {
    struct counter one = {0};
    struct counter *p = &one;
    (*p).total = argc;
    return (add)(p, **argv);
    /*           ^ reads: 11 */
}
