using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Plumbline.People;

/// <summary>Tells to which half minute a code of an app belongs (RFC 6238), so that each lets in once.</summary>
internal static class CodeStep
{
    private const int Seconds = 30;
    private const int StepsAround = 2; // as many as the framework accepts before and after
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The half minute since 1970 for which the app shows the code; null where it is not one of those around now.</summary>
    public static long? Of(string key, string code, DateTimeOffset now)
    {
        var secret = Secret(key);
        var at = now.ToUnixTimeSeconds() / Seconds;
        for (var step = at - StepsAround; step <= at + StepsAround; step++)
        {
            if (CodeAt(secret, step) == code)
            {
                return step;
            }
        }

        return null;
    }

    private static string CodeAt(byte[] secret, long step)
    {
        var message = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(message, step);
#pragma warning disable CA5350 // Apps for codes know no other hash.
        var hash = HMACSHA1.HashData(secret, message);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & 0x7fffffff;
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }

    // The key as it is kept and shown: five bits a letter.
    private static byte[] Secret(string key)
    {
        var secret = new List<byte>(key.Length * 5 / 8);
        var (bits, held) = (0, 0);
        foreach (var letter in key)
        {
            bits = (bits << 5) | Alphabet.IndexOf(letter, StringComparison.OrdinalIgnoreCase);
            held += 5;
            if (held >= 8)
            {
                held -= 8;
                secret.Add((byte)(bits >> held));
                bits &= (1 << held) - 1;
            }
        }

        return [.. secret];
    }
}
