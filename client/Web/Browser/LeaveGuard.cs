namespace Text2Llm.Web.Browser;

/// <summary>Has the browser ask before the page is left while leaving would lose something.</summary>
internal sealed class LeaveGuard(PageScript script)
{
    private bool _guarding;

    public async ValueTask SetAsync(bool guard)
    {
        if (guard != _guarding)
        {
            _guarding = guard;
            await script.CallAsync("guardLeaving", guard);
        }
    }
}
