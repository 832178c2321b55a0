using System.Globalization;

namespace Plumbline.Files;

/// <summary>Which files are taken, and what to tell whoever sent another.</summary>
public static class FileRules
{
    /// <summary>The largest file, in bytes.</summary>
    public const int MostBytes = 10 * Megabyte;

    private const int Megabyte = 1024 * 1024;

    /// <summary>The largest file, as people say it.</summary>
    public static string MostInWords { get; } = string.Create(CultureInfo.InvariantCulture, $"{MostBytes / Megabyte} MB");

    /// <summary>Refuses what is empty or too large. Asked before a file is read, too.</summary>
    /// <param name="name">The file's name, cleaned.</param>
    /// <param name="size">In bytes.</param>
    /// <param name="field">The input that it came by.</param>
    /// <exception cref="RefusedException">It is either.</exception>
    public static void RefuseSize(string name, long size, string field)
    {
        Refuse.Unless(size > 0, Refusal.Invalid, $"“{name}” is empty. See whether it is the file that you mean.", field);
        Refuse.Unless(size <= MostBytes, Refusal.Invalid, $"“{name}” has {InMegabytes(size)}, and a file may have {MostInWords}. Save it with smaller pictures, or send the pages that matter.", field);
    }

    /// <summary>The kind of a file that may be kept: by its content, which its name must fit.</summary>
    /// <exception cref="RefusedException">It may not be kept.</exception>
    public static FileKind Accept(SentFile sent)
    {
        RefuseSize(sent.Name, sent.Bytes.Length, sent.Field);
        var called = FileKind.Called(sent.Name);
        Refuse.Unless(called is not null, Refusal.Invalid, $"“{sent.Name}” is of a kind that is not kept here. {Instead(FileName.Extension(sent.Name))}", sent.Field);
        Refuse.Unless(called.Fits(sent), Refusal.Invalid, $"“{sent.Name}” should be {called.Words} by its name, but {Why(called, sent)}", sent.Field);
        return called;
    }

    // Rounded up, so that what is too large by a little does not read as the most there may be.
    private static string InMegabytes(long size) => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(size * 10m / Megabyte) / 10:0.0} MB");

    private static string Instead(string extension) => extension switch
    {
        ".docm" or ".xlsm" or ".pptm" or ".dotm" or ".xltm" or ".xlsb" or ".potm" or ".ppsm" => "It can hold macros: save it without them, as .docx, .xlsx or .pptx.",
        ".doc" or ".xls" or ".ppt" or ".dot" or ".xlt" or ".pps" => "Save it as .docx, .xlsx or .pptx, or as PDF.",
        ".zip" or ".7z" or ".rar" or ".gz" or ".tar" => "Send the files in it one by one.",
        ".msg" or ".eml" => "Print the mail to a PDF: a mail carries other files along.",
        ".svg" or ".html" or ".htm" or ".xhtml" or ".mht" or ".xml" => "It can hold script: print it to a PDF, or send a picture of it.",
        ".heic" or ".heif" or ".avif" or ".tif" or ".tiff" or ".gif" or ".bmp" => "Save the picture as JPEG or PNG.",
        _ => $"Send {FileKind.AllInWords}.",
    };

    private static string Why(FileKind called, SentFile sent) =>
        sent.Parts is { HasMacros: true } ? "holds macros. Save it without them."
        : sent.Parts is { IsEncrypted: true } ? "can only be read with a password. Save it without one."
        : FileKind.All.FirstOrDefault(k => k.Fits(sent)) is { } found ? $"holds {found.Words}. Let its name end in {found.Extensions[0]}, or save it as what it is called."
        : called.MediaType.StartsWith("text/", StringComparison.Ordinal) && TextShape.IsMarkup(sent.Bytes) ? "begins like a page of the web, which can hold script. Print it to a PDF."
        : called.MediaType.StartsWith("text/", StringComparison.Ordinal) ? "holds what is no text. Save it as text in UTF-8."
        : "holds something else, or is damaged or locked by a password. Open it in the program that made it, and save it anew.";
}
