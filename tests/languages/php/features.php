<!-- a page, and what the other examples have not -->
<?php
declare(strict_types=1);
interface Sized { const MAX = 1; public function size(): int; }
trait Named {
    use Sorted, Other { first as last; Sorted::one insteadof Other; }
    var $name;
    public string $title {
        get => $this->name;
        set($value) { $this->name = $value; }
    }
}
#[Attribute]
class Page implements Sized {
    public function size(): int {
        $n = (int) Named::count($this?->rows?->{$key}) + self::MAX;
        while ($n);
        if ($n > 1 and $n || TRUE) {
            ?><b>many</b><?php
        }
        switch ($n) {
            case 1:
                ?><i>one</i><?php
                break;
            default:
                ?><i>more</i><?php
                echo $n;
        }
        do { $n = $n ?: FALSE; } while (false);
        return $n;
    }
    public function stop(): never { exit(1); }
}
$page = new class(3) extends Page { public $rows = []; };
echo $page::MAX, Page::stop();
