using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Plumbline;

/// <summary>Someone with a browser without script: opens pages, fills in forms, follows redirects, keeps cookies.</summary>
internal sealed class Visitor : IDisposable
{
    private static readonly HtmlParser _parser = new();

    public Visitor(Uri address)
    {
        var handler = new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false, UseProxy = false };
        Http = new(handler) { BaseAddress = address };
    }

    /// <summary>For requests by hand: keeps the visitor's cookies, follows no redirect.</summary>
    public HttpClient Http { get; }

    public CookieContainer Cookies { get; } = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Opens a page and follows redirects.</summary>
    public async Task<Page> Open(string path) => await Follow(await Http.GetAsync(path, Cancel));

    /// <summary>Requests a page and follows no redirect.</summary>
    public async Task<Page> Get(string path) => await Read(await Http.GetAsync(path, Cancel));

    internal async Task<Page> Post(Uri address, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        return await Follow(await Http.PostAsync(address, content, Cancel));
    }

    internal async Task<Page> Post(Uri address, MultipartFormDataContent content) => await Follow(await Http.PostAsync(address, content, Cancel));

    public void Dispose() => Http.Dispose();

    private async Task<Page> Follow(HttpResponseMessage answer)
    {
        for (var hops = 0; answer.StatusCode is HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.Redirect; hops++)
        {
            Assert.True(hops < 10, $"{answer.RequestMessage!.RequestUri} leads in circles.");
            var next = new Uri(answer.RequestMessage!.RequestUri!, answer.Headers.Location!);
            answer.Dispose();
            answer = await Http.GetAsync(next, Cancel);
        }

        return await Read(answer);
    }

    private async Task<Page> Read(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        var document = await _parser.ParseDocumentAsync(text, Cancel);
        return new(this, answer, text, document);
    }
}

/// <summary>A page as it came, or what came in its place.</summary>
internal sealed class Page(Visitor visitor, HttpResponseMessage answer, string text, IHtmlDocument document)
{
    public HttpStatusCode Status => answer.StatusCode;

    public HttpResponseMessage Answer => answer;

    /// <summary>Path and query of the address, after redirects.</summary>
    public string Path => answer.RequestMessage!.RequestUri!.PathAndQuery;

    /// <summary>The answer's body as it came.</summary>
    public string Body => text;

    public IHtmlDocument Document => document;

    public Visitor Visitor => visitor;

    /// <summary>What a person reads, with single spaces.</summary>
    public string Text => string.Join(' ', (document.Body?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The first element that fits the selector; fails where there is none.</summary>
    public IElement The(string selector) => document.QuerySelector(selector) ?? throw new InvalidOperationException($"There is no {selector} on {Path}:\n{Text}");

    /// <summary>Follows the link with this text.</summary>
    public Task<Page> Follow(string link) => visitor.Open(
        document.QuerySelectorAll("a[href]").FirstOrDefault(a => a.TextContent.Trim() == link)?.GetAttribute("href") ?? throw new InvalidOperationException($"There is no link {link} on {Path}:\n{Text}"));

    /// <summary>
    /// Fills in the form and sends it with the button, as a browser does: fields that are not named keep what stands in them, unchecked boxes are not sent,
    /// "on" checks a box and "" unchecks it.
    /// </summary>
    /// <param name="form">The form's handler name, or its action where it has none.</param>
    /// <param name="fill">Fields by their full name, or the part after the last dot where that is unambiguous.</param>
    /// <param name="button">The name=value of the button, where the form has several that say something.</param>
    /// <param name="files">What is chosen in file inputs, by their full name.</param>
    public Task<Page> Submit(string form, Dictionary<string, string>? fill = null, string? button = null, params IEnumerable<(string Input, string Name, byte[] Bytes)> files)
    {
        var element = Form(form);
        var fields = FieldsOf(element, fill ?? [], form);
        if (button?.Split('=', 2) is [var name, var value])
        {
            fields.Add(new(name, value));
        }

        var action = new Uri(answer.RequestMessage!.RequestUri!, element.GetAttribute("action") is { Length: > 0 } path ? BaseRelative(path) : "");
        if (string.Equals(element.GetAttribute("method"), "get", StringComparison.OrdinalIgnoreCase))
        {
            return visitor.Open(new UriBuilder(action) { Query = string.Join('&', fields.Select(f => $"{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(f.Value)}")) }.Uri.PathAndQuery);
        }

        if (element.GetAttribute("enctype") == "multipart/form-data")
        {
            var parts = new MultipartFormDataContent();
            fields.ForEach(f => parts.Add(new StringContent(f.Value), f.Key));
            foreach (var (input, called, bytes) in files)
            {
                parts.Add(new ByteArrayContent(bytes), input, called);
            }

            return visitor.Post(action, parts);
        }

        return visitor.Post(action, fields);
    }

    /// <summary>What the form would send, for a request by hand.</summary>
    public List<KeyValuePair<string, string>> Fields(string form, Dictionary<string, string>? fill = null) => FieldsOf(Form(form), fill ?? [], form);

    private static string BaseRelative(string path) => path.StartsWith('/') || path.StartsWith('?') ? path : "/" + path;

    private IElement Form(string name) =>
        document.QuerySelectorAll("form").FirstOrDefault(f => f.QuerySelector("input[name=_handler]")?.GetAttribute("value") == name)
        ?? document.QuerySelectorAll("form").FirstOrDefault(f => f.GetAttribute("action")?.TrimStart('/') == name.TrimStart('/'))
        ?? throw new InvalidOperationException($"There is no form {name} on {Path} ({(int)Status}):\n{Text}");

    private static List<KeyValuePair<string, string>> FieldsOf(IElement form, Dictionary<string, string> fill, string formName)
    {
        var left = new Dictionary<string, string>(fill);
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var control in form.QuerySelectorAll("input[name], select[name], textarea[name]").Where(c => !c.HasAttribute("disabled")))
        {
            var name = control.GetAttribute("name")!;
            var key = fill.ContainsKey(name) ? name : name.Split('.')[^1];
            var filled = fill.TryGetValue(key, out var given);
            left.Remove(key);
            if (control is IHtmlInputElement { Type: "checkbox" or "radio" } box)
            {
                var isOn = !filled ? box.IsChecked : box.Type == "radio" ? box.Value == given : given is not ("" or "false");
                if (isOn)
                {
                    fields.Add(new(name, box.GetAttribute("value") ?? "on"));
                }
            }
            else if (control is not IHtmlInputElement { Type: "submit" or "button" or "image" or "reset" or "file" })
            {
                fields.Add(new(name, filled && control is not IHtmlInputElement { Type: "hidden" } || filled && fill.ContainsKey(name) ? given! : ValueOf(control)));
            }
        }

        Assert.True(left.Count == 0, $"The form {formName} has no field {string.Join(", ", left.Keys)}.");
        return fields;
    }

    private static string ValueOf(IElement control) => control switch
    {
        IHtmlInputElement input => input.Value,
        IHtmlSelectElement select => select.Value ?? "",
        IHtmlTextAreaElement area => area.Value,
        _ => "",
    };
}
