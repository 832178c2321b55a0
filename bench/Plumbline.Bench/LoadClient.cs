using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Plumbline.Bench;

/// <summary>Asks for one page over and over on connections that stay open, and says how often a second it came whole. Plain sockets, so that the load costs the machine little.</summary>
internal static class LoadClient
{
    public static async Task<double> Run(Uri page, string cookie, string encoding, TimeSpan time, int connections)
    {
        var request = Encoding.ASCII.GetBytes($"GET {page.PathAndQuery} HTTP/1.1\r\nHost: {page.Authority}\r\nAccept: text/html\r\nAccept-Encoding: {encoding}\r\nCookie: {cookie}\r\n\r\n");
        var watch = Stopwatch.StartNew();
        var answers = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Ask(page, request, () => watch.Elapsed < time)));
        return answers.Sum() / watch.Elapsed.TotalSeconds;
    }

    private static async Task<long> Ask(Uri page, byte[] request, Func<bool> goesOn)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(page.Host, page.Port);
        var buffer = new byte[4 * 1024 * 1024];
        var answers = 0L;
        while (goesOn())
        {
            await socket.SendAsync(request);
            var length = 0;
            do
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(length));
                length += read > 0 ? read : throw new InvalidOperationException("The server hung up.");
            }
            while (!IsWhole(buffer.AsSpan(0, length)));
            answers++;
        }

        return answers;
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        if (!answer.StartsWith("HTTP/1.1 200 "u8))
        {
            throw new InvalidOperationException(Encoding.ASCII.GetString(answer[..head]));
        }

        var at = answer[..head].IndexOf("Content-Length: "u8);
        return at < 0
            ? answer.EndsWith("\r\n0\r\n\r\n"u8)
            : System.Buffers.Text.Utf8Parser.TryParse(answer[(at + 16)..], out int length, out _) && answer.Length >= head + 4 + length;
    }
}
