using Text2Llm.Web.SignIn;

namespace Text2Llm.Web.Tests.SignIn;

public sealed class SignInReturnTests
{
    [Theory]
    [InlineData("https://chat.example/")]
    [InlineData("https://chat.example/?theme=dark#top")]
    [InlineData("https://chat.example/?code=")]
    public void From_AnyOtherAddress_IsNoReturn(string address) => SignInReturn.From(new Uri(address)).ShouldBeNull();

    [Fact]
    public void From_ACode_IsUnescaped() =>
        SignInReturn.From(new Uri("https://chat.example/?x=1&code=a%2Fb")).ShouldBe(new SignInReturn("a/b", null));

    [Theory]
    [InlineData("https://chat.example/?error=server_error&error_description=It+broke%21")]
    [InlineData("https://chat.example/#error=server_error&error_code=unexpected_failure&error_description=It%20broke!")]
    public void From_AnError_DoesNotShowWhatTheAddressSays(string address) =>
        SignInReturn.From(new Uri(address)).ShouldBe(new SignInReturn(null, "The sign-in was refused."));

    [Fact]
    public void From_APersonWhoSaidNo_IsToldSo() =>
        SignInReturn.From(new Uri("https://chat.example/?error=access_denied&error_description=x"))!.Error
            .ShouldBe("The sign-in was cancelled.");
}
