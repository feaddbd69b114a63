class Iterators
{
    IEnumerable<int> Few(int n)
    {
        var last = 1;
        if (n > 0)
        {
            last = 2;
            yield break;
            // <- item: jump
        }
        yield return last;
        //           ^ reads: 5
        // <- item: jump
    }

    int Again(int n)
    {
        var x = 1;
        switch (n)
        {
            case 1:
                x = 2;
                goto case 2;
            case 2:
                n = x;
                //  ^ reads: 19, 23; skip: a jump to a case is not followed
                break;
        }
        return n;
        //     ^ reads: 17, 26
    }
}
