using System;

class Account
{
    int total = 0;
    int[] log;

    public Account(int start, params int[] rest) : this(start)
    //                                             ^ calls: 15
    //                                                  ^ passes: only
    {
        this.total = start;
    }

    Account(int only) { total = only; log[0] = only; }

    static int Twice(int x) => x + x;

    public virtual int Sum(int a, int b = 2) { return a + b + this.total; }
    //                                                             ^ path: 5?, 12?, 15?

    int Sum(string s) { return s.Length; }

    private void Run(Account other, int[] xs, int i, List<int> found)
    {
        other.total = 1;
        other!.total += 2;
        //     ^ path: 26
        Console.Write(other.total);
        //                  ^ path: 27
        var first = this.Sum(b: 3, a: 4);
        //               ^ calls: 19?; returns: 19?
        //                      ^ passes: b?
        //                            ^ passes: a?
        var second = Account.Twice(first);
        //                   ^ calls: 17; returns: 17
        //                         ^ passes: x
        Func<int, int> next = z => z + 1;
        next(second);
//      ^ calls: 38; returns: 38
        //   ^ passes: z
        next.Invoke(5);
        //   ^ calls: 38; returns: 38
        //          ^ passes: z
        int Local(int w) { return w; }
        Local(6);
//      ^ calls: 45; returns: 45
        //    ^ passes: w
        xs[0] = 7; xs[i] = 8; Use(xs[0], xs[1]);
        //                    ^ calls: 83
        //                        ^      ^ passes: any
        //                           ^ path: 49, 49?
        //                                  ^ path: 49?
        found.Add(9);
        found.Contains(10);
//      ^ mutated: 54
        Use(found);
//      ^ calls: 83
        //  ^ passes: any; mutated: 54
        other?.Run(other, xs, 11, found);
        //                        ^ mutated: 54
        new Account(12, 13, 14);
        //  ^ calls: 8
        //          ^ passes: start
        //              ^   ^ passes: rest
        Pick<int>(15);
//      ^ calls: 81; returns: 81
        //        ^ passes: v
        unsafe { int* p = null; *p = 16; Use(p[0]); }
        //                               ^ calls: 83
        //                                   ^ passes: any
        //                                     ^ path: 69
        Action<int> each = delegate(int q) { Use(q); };
        //                                   ^ calls: 83
        //                                       ^ passes: any
        each(17);
//      ^ calls: 73
        //   ^ passes: q
    }

    T Pick<T>(T v) { return v; }

    void Use(params object[] any) { }
}
