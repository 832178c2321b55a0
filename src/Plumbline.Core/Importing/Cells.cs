namespace Plumbline.Importing;

/// <summary>The cells of one record, held in one buffer that is used again for the next, so that reading a million rows makes little garbage.</summary>
public sealed class Cells
{
    private char[] _text = new char[512];
    private int[] _ends = new int[32];
    private bool[] _typed = new bool[32];
    private int _length;

    /// <summary>The line of the file on which the record begins, counted from 1.</summary>
    public int Line { get; private set; }

    /// <summary>The number of cells.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a quotation mark was opened in this record and never closed.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Whether empty cells at the end may simply not be there, as in a workbook.</summary>
    public bool IsOpenEnded { get; set; }

    /// <summary>The text of a cell as it stands; empty beyond the last one.</summary>
    public ReadOnlySpan<char> this[int index]
    {
        get
        {
            if ((uint)index >= (uint)Count)
            {
                return default;
            }

            var start = index == 0 ? 0 : _ends[index - 1];
            return _text.AsSpan(start, _ends[index] - start);
        }
    }

    /// <summary>Whether every cell is empty.</summary>
    public bool IsBlank => _text.AsSpan(0, _length).IsWhiteSpace();

    /// <summary>Whether a cell holds the letter.</summary>
    public bool Holds(char letter) => _text.AsSpan(0, _length).Contains(letter);

    /// <summary>Whether the cell was a number or a day in its workbook and so is written here in one way only: 1234.5 and 2027-04-30.</summary>
    public bool IsTyped(int index) => (uint)index < (uint)Count && _typed[index];

    /// <summary>Forgets the record and begins the one at <paramref name="line"/>.</summary>
    public void Begin(int line)
    {
        Line = line;
        Count = 0;
        _length = 0;
        IsBroken = false;
    }

    /// <summary>Adds to the cell that is being written.</summary>
    public void Append(ReadOnlySpan<char> text)
    {
        if (_length + text.Length > _text.Length)
        {
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _length + text.Length));
        }

        text.CopyTo(_text.AsSpan(_length));
        _length += text.Length;
    }

    /// <summary>Ends the cell that is being written.</summary>
    public void End(bool typed = false)
    {
        if (Count == _ends.Length)
        {
            Array.Resize(ref _ends, Count * 2);
            Array.Resize(ref _typed, Count * 2);
        }

        _typed[Count] = typed;
        _ends[Count++] = _length;
    }

    /// <summary>Adds a whole cell.</summary>
    public void Add(ReadOnlySpan<char> text, bool typed = false)
    {
        Append(text);
        End(typed);
    }

    /// <summary>The cells as texts of their own.</summary>
    public string[] ToArray()
    {
        var texts = new string[Count];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = this[i].ToString();
        }

        return texts;
    }
}
