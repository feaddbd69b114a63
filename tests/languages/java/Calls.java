// What passes between functions and calls, and members and elements of objects.
class Calls {
    int total;
    int[] cells = new int[3];
    Calls(int start) { this.total = start; }
    Calls(int a, int b) { this(a + b); }
    //                         ^ reads: 6:15
    private int add(int n) { total += n; return get(); }
    int get() { return this.total; }
    static int sum(int... all) { return all[0]; }
    //                                  ^ reads: 10:27
    Runnable later(Calls this, int k) { return () -> this.add(sum(k, 2)); }
    java.util.function.BinaryOperator<Calls> pick = (a, b) -> a;
    //                                                        ^ reads: 13:54
    Calls other() { this.cells[0] = 1; return new Calls(1, 2); }
}
