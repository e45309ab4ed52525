using System.Globalization;
using System.Text.RegularExpressions;
using Tidewaiter.Selection.Lists;

namespace Tidewaiter.Unit.SelectionTests;

/// <summary>
/// Reads the part of the rule language that importers write, with missing as a third value, apart from the product's own evaluator:
/// null is missing, whatever hangs on it is missing, but false and missing is false and true or missing is true.
/// </summary>
internal sealed partial class SpelledCondition
{
    private static readonly string[][] Levels = [["||"], ["&&"], ["==", "!=", "<=", ">=", "<", ">"], ["+", "-"], ["*", "/"]];

    private readonly List<string> _words;
    private readonly Func<string, object?> _field;
    private readonly ListBook _lists;
    private int _at;

    private SpelledCondition(string text, Func<string, object?> field, ListBook lists)
    {
        (_words, _field, _lists) = ([.. Words().Matches(text).Select(match => match.Value.Trim())], field, lists);
        Assert.Equal(text.Count(c => !char.IsWhiteSpace(c)), _words.Sum(word => word.Count(c => !char.IsWhiteSpace(c))));
    }

    public static bool? Holds(string text, Func<string, object?> field, ListBook lists)
    {
        var reader = new SpelledCondition(text, field, lists);
        var value = reader.Choice();
        Assert.Equal(reader._words.Count, reader._at);
        return (bool?)value;
    }

    private object? Choice()
    {
        var test = Level(0);
        if (!Take("?")) return test;
        var yes = Choice();
        Assert.True(Take(":"));
        var no = Choice();
        return test is null ? null : (bool)test ? yes : no;
    }

    private object? Level(int level)
    {
        if (level == Levels.Length) return Single();
        var left = Level(level + 1);
        while (Levels[level].FirstOrDefault(Take) is { } sign) left = Apply(sign, left, Level(level + 1));
        return left;
    }

    private static object? Apply(string sign, object? left, object? right)
    {
        if (sign == "&&") return left is false || right is false ? false : left is null || right is null ? null : true;
        if (sign == "||") return left is true || right is true ? true : left is null || right is null ? null : false;
        if (left is null || right is null) return null;
        if (left is string a) return Compared(sign, string.CompareOrdinal(a, (string)right));
        var (x, y) = ((decimal)left, (decimal)right);
        return sign switch { "+" => x + y, "-" => x - y, "*" => x * y, "/" => y == 0 ? null : x / y, _ => Compared(sign, x.CompareTo(y)) };
    }

    private static bool Compared(string sign, int order) => sign switch { "==" => order == 0, "!=" => order != 0, "<" => order < 0, "<=" => order <= 0, ">" => order > 0, _ => order >= 0 };

    private object? Single()
    {
        if (Take("!")) return Single() is bool truth ? !truth : null;
        if (Take("-")) return Single() is decimal number ? -number : null;
        if (Take("("))
        {
            var inner = Choice();
            Assert.True(Take(")"));
            return inner;
        }
        var word = _words[_at++];
        if (word is "true" or "false") return word == "true";
        if (char.IsAsciiDigit(word[0])) return decimal.Parse(word, CultureInfo.InvariantCulture);
        if (word[0] == '\'') return word[1..^1].Replace(@"\'", "'", StringComparison.Ordinal).Replace(@"\\", @"\", StringComparison.Ordinal);
        return Take("(") ? Call(word) : _field(word);
    }

    private object? Call(string name)
    {
        var field = (string?)_field(_words[_at++]);
        object? answer = name == "has" ? field is not null : null;
        if (name != "has")
        {
            Assert.True(Take(","));
            var second = _words[_at++].Trim('\'');
            answer = field is null ? null : name switch
            {
                "inList" => _lists.Contains(second, field, new DateOnly(2026, 1, 1)),
                "hsIn" => new ListBook([new NamedList("l", ListType.Tariff, "", [new ListEntry(second)])]).Contains("l", field, new DateOnly(2026, 1, 1)),
                _ => throw new InvalidOperationException(name),
            };
        }
        Assert.True(Take(")"));
        return answer;
    }

    private bool Take(string word)
    {
        if (_at >= _words.Count || _words[_at] != word) return false;
        _at++;
        return true;
    }

    [GeneratedRegex(@"\s*('(\\.|[^'\\])*'|[A-Za-z][A-Za-z0-9.]*|[0-9][0-9.]*|==|!=|<=|>=|&&|\|\||[-+*/()<>!?:,])")]
    private static partial Regex Words();
}
