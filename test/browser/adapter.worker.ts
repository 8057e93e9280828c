// Answers with the vendor of the WebGPU adapter that a module worker gets, or null.
const adapter = await navigator.gpu.requestAdapter();
self.postMessage(adapter === null ? null : `${adapter.info.vendor} ${adapter.info.architecture}`);
