-- Pictures failed for good when the store broke off or had lost a file for a moment: each gets one more try.
UPDATE media SET renditions_state = 'processing', renditions_fault = NULL WHERE renditions_state = 'failed';
