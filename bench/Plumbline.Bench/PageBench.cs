using System.Diagnostics;
using System.Globalization;

namespace Plumbline.Bench;

/// <summary>
/// Requests a second of the scoreboard page, signed in, next to a bare Kestrel endpoint that answers with the same bytes and headers. The product, the bare endpoint and the load each are a process of their own.
/// </summary>
internal static class PageBench
{
    private const int Seconds = 8;
    private const int Connections = 16;

    public static async Task<IReadOnlyList<Measured>> Run(MadeCompany company, string folder)
    {
        var cookie = await company.SignIn();
        using var product = Served("plumbline", [typeof(Site).Assembly.Location, "serve", "--data", company.Data.Folder, "--urls", "http://127.0.0.1:0"]);
        var address = await AddressOf(product, "Plumbline is at ");
        try
        {
            return [await Compare(address, cookie, "identity", folder), await Compare(address, cookie, "gzip", folder)];
        }
        finally
        {
            product.Kill();
        }
    }

    private static async Task<Measured> Compare(Uri address, string cookie, string encoding, string folder)
    {
        var page = new Uri(address, "scoreboard");
        var file = Path.Combine(folder, $"page.{encoding}");
        var size = await Save(page, cookie, encoding, file);
        using var bare = Served("bare", [typeof(PageBench).Assembly.Location, "bare", file]);
        try
        {
            var same = new Uri(await AddressOf(bare, "Bare is at "), "scoreboard");
            List<double> ours = [], theirs = [];
            for (var turn = -1; turn < 3; turn++)
            {
                var (a, b) = (await Load(page, cookie, encoding), await Load(same, cookie, encoding));
                if (turn >= 0)
                {
                    ours.Add(a);
                    theirs.Add(b);
                }
            }

            var (product, reference) = (Median(ours), Median(theirs));
            return new($"scoreboard page, signed in, {size:N0} bytes, {encoding}", $"{product:N0} requests/s", $"bare Kestrel endpoint, same bytes and headers: {reference:N0} requests/s", product / reference, "at least 0.20");
        }
        finally
        {
            bare.Kill();
        }
    }

    /// <summary>Keeps headers and body as they came, for the bare endpoint to give.</summary>
    private static async Task<int> Save(Uri page, string cookie, string encoding, string file)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, UseProxy = false, AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, page);
        request.Headers.Add("Cookie", cookie);
        request.Headers.Add("Accept-Encoding", encoding);
        using var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadAsByteArrayAsync();
        await File.WriteAllBytesAsync(file, body);
        await File.WriteAllLinesAsync(file + ".headers", answer.Headers.Concat(answer.Content.Headers).Where(h => h.Key is not ("Date" or "Transfer-Encoding" or "Content-Length")).Select(h => $"{h.Key}: {string.Join(", ", h.Value)}"));
        return body.Length;
    }

    private static async Task<double> Load(Uri page, string cookie, string encoding)
    {
        using var load = Served("load", [typeof(PageBench).Assembly.Location, "load", page.ToString(), cookie, encoding, $"{Seconds}", $"{Connections}"]);
        var told = await load.StandardOutput.ReadToEndAsync();
        await load.WaitForExitAsync();
        return load.ExitCode == 0 ? double.Parse(told, CultureInfo.InvariantCulture) : throw new InvalidOperationException("The load failed.");
    }

    private static async Task<Uri> AddressOf(Process process, string before)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(before, StringComparison.Ordinal))
            {
                return new(line[before.Length..].Split(',', ' ')[0].TrimEnd('/') + "/");
            }
        }

        throw new InvalidOperationException("A server did not start.");
    }

    /// <summary>Both servers with the same kind of garbage collection.</summary>
    private static Process Served(string name, string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, Environment = { ["DOTNET_gcServer"] = "1" } }) ?? throw new InvalidOperationException($"Could not start {name}.");

    private static double Median(List<double> figures) => figures.Order().ElementAt(figures.Count / 2);
}
