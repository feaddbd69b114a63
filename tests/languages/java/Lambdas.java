// Lambda parameters may not hide locals, but hide fields; locals of the lambda body are its own.
import java.util.function.*;
class Lambdas {
    int a = 1, b = 2;
    Supplier<Integer> f(int n) {
        Function<Integer, Integer> g = a -> a + b + n;
        //                                  ^ binds: 6:40
        //                                      ^ binds: 4
        //                                          ^ binds: 5
        BiFunction<Integer, Integer, Integer> h = (a, b) -> { int c = a; return c + b; };
        //                                                            ^ binds: 10:52
        //                                                                      ^ binds: 10:67
        //                                                                          ^ binds: 10:55
        int c = 3;
        Runnable r = () -> { int d = c; Runnable q = () -> System.out.println(d + a); q.run(); };
        //                           ^ binds: 14
        //                                                                    ^ binds: 15:34
        //                                                                        ^ binds: 4
        //                                                                            ^ binds: 15:50
        return () -> g.apply(a) + h.apply(n, c);
        //           ^ binds: 6
        //                   ^ binds: 4
        //                        ^ binds: 10
        //                                ^ binds: 5
        //                                   ^ binds: 14
    }
    Function<Integer, Integer> fact = n -> n < 2 ? 1 : n * this.fact.apply(n - 1);
    //                                     ^           ^                   ^ binds: 27:39
}
