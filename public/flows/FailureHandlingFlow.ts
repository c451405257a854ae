import { FlowSpec, Parameter, card, catchError, retry, step } from 'faultline'
import type { MetaflowExceptionWrapper } from 'faultline'

export default class FailureHandlingFlow extends FlowSpec {
  simulateApiFailure = Parameter({ type: Boolean, default: true })
  simulateCodeBug = Parameter({ type: Boolean, default: false })

  declare apiData: { message: string }
  declare result: string
  declare errorInfo: MetaflowExceptionWrapper | null

  @step() start() {
    console.log('🚀 Starting the flow.')
    this.next(this.apiCall)
  }

  // Retry up to 3 times on failure (e.g. network)
  @retry({ times: 3, minutesBetweenRetries: 0.03 }) // ~2 seconds
  @step() apiCall() {
    console.log('🔄 Simulating API call...')
    if (this.simulateApiFailure && Math.random() < 0.7) {
      throw new Error('💥 API request failed! Retrying...')
    }
    console.log('✅ API call succeeded.')
    this.apiData = { message: 'API call successful' }
    this.next(this.riskyLogic)
  }

  // Catch unexpected logic bugs and fallback
  @catchError({ var: 'errorInfo' })
  @step() riskyLogic() {
    console.log('🤖 Running some logic with potential bugs...')
    if (this.simulateCodeBug) {
      throw new TypeError('🐛 Logic bug occurred!')
    }
    this.result = 'Success!'
    this.next(this.summarize)
  }

  // Generate a card with the outcome
  @card()
  @step() summarize() {
    if (Object.hasOwn(this, 'errorInfo')) {
      console.log('📝 Step failed but caught: ', this.errorInfo)
    } else {
      console.log('🎉 Logic succeeded:', this.result)
    }

    console.log('📦 API Data:', this.apiData)
    this.next(this.end)
  }

  @step() end() {
    console.log('🏁 Flow completed.')
  }
}
