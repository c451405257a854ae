/** The flow of the notes that Faultline came from. */
export const NOTES_FLOW = `from metaflow import FlowSpec, step, retry, catch, card, Parameter
import random
import time

class FailureHandlingFlow(FlowSpec):

    simulate_api_failure = Parameter("simulate_api_failure", type=bool, default=True)
    simulate_code_bug = Parameter("simulate_code_bug", type=bool, default=False)

    @step
    def start(self):
        print("🚀 Starting the flow.")
        self.next(self.api_call)

    # Retry up to 3 times on failure (e.g. network)
    @retry(times=3, minutes_between_retries=0.03)  # ~2 seconds
    @step
    def api_call(self):
        print("🔄 Simulating API call...")
        if self.simulate_api_failure and random.random() < 0.7:
            raise RuntimeError("💥 API request failed! Retrying...")
        print("✅ API call succeeded.")
        self.api_data = {"message": "API call successful"}
        self.next(self.risky_logic)

    # Catch unexpected logic bugs and fallback
    @catch(var="error_info")
    @step
    def risky_logic(self):
        print("🤖 Running some logic with potential bugs...")
        if self.simulate_code_bug:
            raise ValueError("🐛 Logic bug occurred!")
        self.result = "Success!"
        self.next(self.summarize)

    # Generate a card with the outcome
    @card
    @step
    def summarize(self):
        if hasattr(self, "error_info"):
            print("📝 Step failed but caught: ", self.error_info)
        else:
            print("🎉 Logic succeeded:", self.result)

        print("📦 API Data:", self.api_data)
        self.next(self.end)

    @step
    def end(self):
        print("🏁 Flow completed.")

if __name__ == "__main__":
    FailureHandlingFlow()
`;
